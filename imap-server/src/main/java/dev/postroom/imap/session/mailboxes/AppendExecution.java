package dev.postroom.imap.session.mailboxes;

import static dev.postroom.imap.session.state.Outcome.Answer.bad;
import static dev.postroom.imap.session.state.Outcome.Answer.no;

import dev.postroom.imap.command.AppendParser;
import dev.postroom.imap.command.Command;
import dev.postroom.imap.command.Command.AppendMessage;
import dev.postroom.imap.command.Command.AppendSyntax;
import dev.postroom.imap.command.CommandRefusedException;
import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.message.BinaryParts;
import dev.postroom.imap.message.UnknownEncodingException;
import dev.postroom.imap.session.input.CommandReader;
import dev.postroom.imap.session.state.Outcome;
import dev.postroom.imap.session.state.Refusals;
import dev.postroom.imap.session.view.UidRanges;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * APPEND of one message or of several (RFC 3501 section 6.3.11, RFC 3502). The client is asked for
 * a message only when there is a mailbox to put it into; it then goes to the store as it comes. Of
 * several, all become messages or none.
 *
 * <p>Headers with octets above 127 are taken from every client, as Courier does. RFC 6855 section 4
 * wants them refused before UTF8=ACCEPT is enabled, but old mail has them, and a client could no
 * longer copy it here.
 */
final class AppendExecution {

  /** So many messages one APPEND may bring; each is a file that waits to be delivered. */
  static final int MAX_MESSAGES = 1000;

  private final MailStore store;
  private final long limit;
  private final boolean utf8;

  /**
   * @param limit the largest message, in bytes
   * @param utf8 whether the client has enabled UTF8=ACCEPT (RFC 6855)
   */
  AppendExecution(MailStore store, long limit, boolean utf8) {
    this.store = store;
    this.limit = limit;
    this.utf8 = utf8;
  }

  Outcome.Answer run(Command.Append append, CommandReader reader)
      throws IOException, CommandRefusedException {
    // Before the mailbox is opened: these are told without looking at the disk.
    Optional<Outcome.Answer> refused = refusal(append.first());
    if (refused.isPresent()) {
      return refused.get();
    }
    try (MailStore.Append incoming = store.append(append.mailbox())) {
      Optional<AppendMessage> next = Optional.of(append.first());
      for (int count = 0; next.isPresent(); count++) {
        refused =
            count == MAX_MESSAGES
                ? Optional.of(no("[LIMIT] One APPEND takes " + MAX_MESSAGES + " messages."))
                : refusal(next.get());
        if (refused.isPresent()) {
          return refused.get();
        }
        take(next.get(), incoming, reader);
        next = AppendParser.next(reader, next.get());
      }
      MailStore.AssignedUids uids = incoming.commit();
      return Outcome.Answer.ok(
          uids.destinations().isEmpty()
              ? "APPEND Ok."
              : "[APPENDUID %d %s] APPEND Ok."
                  .formatted(uids.uidValidity(), UidRanges.of(uids.destinations())));
    } catch (UnknownEncodingException e) {
      return no("[UNKNOWN-CTE] " + e.getMessage());
    } catch (MailboxException e) {
      return Refusals.answerWithTryCreate(e);
    }
  }

  private Optional<Outcome.Answer> refusal(AppendMessage message) {
    if (message.size() > limit) {
      return Optional.of(no("[TOOBIG] A message has at most " + limit + " bytes here."));
    }
    if (message.size() == 0) {
      // How a client takes back an APPEND of several messages (RFC 3502 section 6.3.11).
      return Optional.of(no("A message of no bytes ends APPEND; nothing was appended."));
    }
    if (message.syntax() == AppendSyntax.UTF8 && !utf8) {
      return Optional.of(bad("Enable UTF8=ACCEPT before APPEND with UTF8."));
    }
    return Optional.empty();
  }

  private static void take(AppendMessage message, MailStore.Append incoming, CommandReader reader)
      throws IOException, CommandRefusedException, MailboxException {
    InputStream literal = reader.literalStream();
    incoming.add(
        message.flags(),
        message.date(),
        message.syntax() == AppendSyntax.LITERAL ? literal : new BinaryParts(literal));
    reader.nextLine();
  }
}
