package dev.postroom.imap.search;

import dev.postroom.imap.command.Command.ThreadAlgorithm;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.message.HeaderSummary;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Puts messages into threads (RFC 5256 section 3). Each is read once and not kept. */
public final class MessageThreads {

  private final Threading threading;

  public MessageThreads(ThreadAlgorithm algorithm) {
    this.threading =
        switch (algorithm) {
          case ORDEREDSUBJECT -> new OrderedSubjectThreading();
          case REFERENCES -> new ReferencesThreading();
        };
  }

  /** Takes a message; they come by ascending sequence number. */
  public void add(Candidate message) throws IOException, MailboxException {
    var fields = new MessageFields(message);
    BaseSubject subject = fields.subject();
    Optional<HeaderSummary> header = fields.header();
    threading.add(
        new ThreadedMessage(
            message.sequence(),
            fields.sentDate(),
            MessageFields.key(subject.text()),
            subject.replyOrForward(),
            header.flatMap(HeaderSummary::messageId),
            header.map(HeaderSummary::references).orElse(List.of())));
  }

  /** Takes a message that cannot be read: the oldest there is, and alone. */
  public void addUnreadable(int sequence) {
    threading.add(new ThreadedMessage(sequence, 0, "", false, Optional.empty(), List.of()));
  }

  /** The threads in the order of the response. */
  public List<ThreadNode> threads() {
    return threading.threads();
  }
}
