package dev.postroom.imap.session;

import static dev.postroom.imap.command.CommandRefusedException.bad;

import dev.postroom.imap.command.Command;
import dev.postroom.imap.command.CommandRefusedException;
import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailboxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * APPEND (RFC 3501 section 6.3.11). The client is asked for the message only when there is a
 * mailbox to put it into; the message then goes to the store as it comes.
 */
final class AppendExecution {

  private final MailStore store;
  private final long limit;

  /**
   * @param limit the largest message, in bytes
   */
  AppendExecution(MailStore store, long limit) {
    this.store = store;
    this.limit = limit;
  }

  Outcome.Answer run(Command.Append append, CommandReader reader)
      throws IOException, CommandRefusedException {
    if (append.size() > limit) {
      return Outcome.Answer.no("[TOOBIG] A message has at most " + limit + " bytes here.");
    }
    try (MailStore.Append incoming =
        store.append(append.mailbox(), append.flags(), append.date())) {
      incoming.write(reader.literalStream());
      requireEnd(reader);
      MailStore.AssignedUids uids = incoming.commit();
      return Outcome.Answer.ok(
          "[APPENDUID %d %s] APPEND Ok."
              .formatted(uids.uidValidity(), UidRanges.of(uids.destinations())));
    } catch (MailboxException e) {
      return Refusals.answerWithTryCreate(e);
    }
  }

  /** One message is all that APPEND takes here; MULTIAPPEND is not announced. */
  private static void requireEnd(CommandReader reader) throws IOException, CommandRefusedException {
    reader.nextLine();
    if (!new String(reader.line().text(), StandardCharsets.ISO_8859_1).isBlank()) {
      throw bad("Expected the end of the command behind the message");
    }
  }
}
