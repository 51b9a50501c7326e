package dev.postroom.imap.maildir.outbox;

import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxException.Reason;
import dev.postroom.imap.mailbox.MailboxName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The mailbox of a user that sends what he appends, copies or moves into it. A message that cannot
 * be sent does not come in either.
 *
 * @param mailbox OUTBOX; of his own account only
 * @param takesSeveral whether several messages may come at once (OUTBOX_MULTIPLE_SEND)
 * @param mailer sends them
 */
public record Outbox(MailboxName mailbox, boolean takesSeveral, Mailer mailer) {

  private static final Logger LOG = Logger.getLogger(Outbox.class);

  /**
   * @param name as OUTBOX has it, such as {@code .Outbox}
   */
  public static Outbox of(String name, boolean takesSeveral, Mailer mailer) {
    return new Outbox(new MailboxName(MailboxName.INBOX + name), takesSeveral, mailer);
  }

  /** Hands a message over to who delivers it. */
  @FunctionalInterface
  public interface Mailer {
    /**
     * Blocks until it is handed over.
     *
     * @param message a file that nobody changes meanwhile
     * @throws IOException why it was not; fit for the log, in one line
     */
    void send(Path message) throws IOException;
  }

  /**
   * Sends messages, in order.
   *
   * @throws MailboxException with {@code NOT_SENT} at the first that cannot be sent; those before
   *     it are under way
   */
  public void send(List<Path> messages) throws MailboxException {
    if (messages.size() > 1 && !takesSeveral) {
      throw new MailboxException(Reason.NOT_SENT, "Only one message may be sent at a time.");
    }
    int sent = 0;
    for (Path message : messages) {
      try {
        mailer.send(message);
        sent++;
      } catch (IOException e) {
        LOG.errorf("ERR: error sending a message from %s: %s", mailbox, e.getMessage());
        throw new MailboxException(
            Reason.NOT_SENT,
            sent == 0
                ? "Unable to send E-mail message."
                : "Unable to send all: the first %d of %d messages are sent, none is kept here."
                    .formatted(sent, messages.size()),
            e);
      }
    }
  }
}
