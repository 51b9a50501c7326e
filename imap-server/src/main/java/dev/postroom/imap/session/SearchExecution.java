package dev.postroom.imap.session;

import dev.postroom.imap.command.Command;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.message.MimeMessage;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.BitSet;
import java.util.Optional;

/**
 * SEARCH (RFC 3501 section 6.4.4): tries the program on every message. One that cannot be read is
 * not found; it must not hide all others from the user.
 */
final class SearchExecution {

  private static final System.Logger LOG = System.getLogger(SearchExecution.class.getName());

  private final MailboxView view;
  private final ResponseEncoder out;
  private boolean failed;

  SearchExecution(MailboxView view, ResponseEncoder out) {
    this.view = view;
    this.out = out;
  }

  Outcome.Answer run(Command.Search search) throws IOException {
    MailboxTracker tracker = view.tracker();
    var program = new SearchProgram(search.key(), tracker.count(), tracker.largestUid());
    var found = new BitSet();
    for (int sequence = 1; sequence <= tracker.count(); sequence++) {
      found.set(sequence, !tracker.hasVanished(sequence) && matches(program, sequence));
    }
    out.raw("* SEARCH");
    for (int sequence = found.nextSetBit(1);
        sequence > 0;
        sequence = found.nextSetBit(sequence + 1)) {
      out.sp().number(search.uid() ? tracker.uid(sequence) : sequence);
    }
    out.crlf();
    return Outcome.Answer.ok("SEARCH done.");
  }

  private boolean matches(SearchProgram program, int sequence) {
    try {
      return program.matches(new ViewedMessage(sequence));
    } catch (IOException | MailboxException unreadable) {
      if (!failed) {
        failed = true;
        LOG.log(
            Level.ERROR,
            "SEARCH passes over what cannot be read, first the message with UID "
                + view.tracker().uid(sequence),
            unreadable);
      }
      return false;
    }
  }

  /** A message of the view, opened at most once and only when asked for. */
  private final class ViewedMessage implements SearchProgram.Candidate {

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
