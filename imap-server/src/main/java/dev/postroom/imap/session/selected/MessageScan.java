package dev.postroom.imap.session.selected;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.message.MimeMessage;
import dev.postroom.imap.search.Candidate;
import dev.postroom.imap.search.SearchProgram;
import dev.postroom.imap.session.input.ClientGoneException;
import dev.postroom.imap.session.view.MailboxView;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Goes through the messages of a mailbox for SEARCH, SORT and THREAD. One that cannot be read is
 * passed over and logged; it must not hide all others from the user. The scan ends when its client
 * has left, for it may take minutes.
 */
final class MessageScan {

  private static final System.Logger LOG = System.getLogger(MessageScan.class.getName());

  private final MailboxView view;
  private final BooleanSupplier clientGone;
  private final Progress progress;
  private final int passes;
  private boolean failed;

  /**
   * @param clientGone whether nobody waits for the result any more
   * @param progress is told how far the scan is
   * @param passes how often all messages may be gone through: once to find them, and once more
   *     where they are visited
   */
  MessageScan(MailboxView view, BooleanSupplier clientGone, Progress progress, int passes) {
    this.view = view;
    this.clientGone = clientGone;
    this.progress = progress;
    this.passes = passes;
  }

  /** The sequence numbers of all messages that match. */
  BitSet all(SearchProgram program) throws IOException {
    var found = new BitSet();
    int count = view.tracker().count();
    for (int sequence = 1; sequence <= count; sequence++) {
      lookedAt(sequence - 1);
      if (matches(program, sequence)) {
        found.set(sequence);
      }
    }
    return found;
  }

  /** The first message that matches, or 0; those behind it are not looked at. */
  int first(SearchProgram program) throws IOException {
    int count = view.tracker().count();
    for (int sequence = 1; sequence <= count; sequence++) {
      lookedAt(sequence - 1);
      if (matches(program, sequence)) {
        return sequence;
      }
    }
    return 0;
  }

  /**
   * The last message that matches, or {@code first}; those before it are not looked at.
   *
   * @param first the {@linkplain #first first}, which is looked for before, or 0 where it is not
   */
  int last(SearchProgram program, int first) throws IOException {
    int count = view.tracker().count();
    for (int sequence = count; sequence > first; sequence--) {
      lookedAt(first + count - sequence);
      if (matches(program, sequence)) {
        return sequence;
      }
    }
    return first;
  }

  /** Something that is done with each message. */
  @FunctionalInterface
  interface Visit {
    void message(Candidate message) throws IOException, MailboxException;
  }

  /**
   * Visits messages by ascending number.
   *
   * @param unreadable gets the number of a message that could not be visited
   */
  void visit(BitSet sequences, Visit visit, IntConsumer unreadable) throws IOException {
    int count = view.tracker().count();
    for (int sequence = sequences.nextSetBit(1);
        sequence > 0;
        sequence = sequences.nextSetBit(sequence + 1)) {
      stopIfClientGone();
      lookedAt(count + sequence - 1);
      try {
        visit.message(new ViewedMessage(sequence));
      } catch (NoSuchFileException vanished) {
        unreadable.accept(sequence);
      } catch (IOException | MailboxException cause) {
        passOver(sequence, cause);
        unreadable.accept(sequence);
      }
    }
  }

  private boolean matches(SearchProgram program, int sequence) throws ClientGoneException {
    if (view.tracker().hasVanished(sequence)) {
      return false;
    }
    stopIfClientGone();
    try {
      return program.matches(new ViewedMessage(sequence));
    } catch (NoSuchFileException vanished) {
      return false;
    } catch (IOException | MailboxException cause) {
      passOver(sequence, cause);
      return false;
    }
  }

  private void lookedAt(int messages) throws IOException {
    progress.at(messages, passes * view.tracker().count());
  }

  private void stopIfClientGone() throws ClientGoneException {
    if (clientGone.getAsBoolean()) {
      throw new ClientGoneException("the client did not wait for what it was looking for");
    }
  }

  private void passOver(int sequence, Exception cause) {
    if (!failed) {
      failed = true;
      LOG.log(
          Level.ERROR,
          "What cannot be read is passed over, first the message with UID "
              + view.tracker().uid(sequence),
          cause);
    }
  }

  /** A message of the view, opened at most once and only when asked for. */
  private final class ViewedMessage implements Candidate {

    private final int sequence;
    private Optional<MessageContent> content;
    private Optional<MimeMessage> message;

    ViewedMessage(int sequence) {
      this.sequence = sequence;
    }

    @Override
    public int sequence() {
      return sequence;
    }

    @Override
    public long uid() {
      return view.tracker().uid(sequence);
    }

    @Override
    public Flags flags() {
      return view.tracker().flags(sequence);
    }

    @Override
    public boolean recent() {
      return view.tracker().isRecent(sequence);
    }

    @Override
    public long modSeq() {
      return view.tracker().modSeq(sequence);
    }

    @Override
    public Optional<MessageContent> content() throws MailboxException {
      if (content == null) {
        content = view.mailbox().content(uid());
      }
      return content;
    }

    @Override
    public Optional<MimeMessage> message() throws MailboxException {
      if (message == null) {
        message = content().map(MimeMessage::new);
      }
      return message;
    }
  }
}
