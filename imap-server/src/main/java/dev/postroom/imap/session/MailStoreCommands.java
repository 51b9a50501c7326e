package dev.postroom.imap.session;

import dev.postroom.imap.command.Command;
import dev.postroom.imap.command.Command.StatusItem;
import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailStore.MailboxStatus;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.wire.ModifiedUtf7;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;

/** The commands on mailboxes as such: one call of the store and its answer each. */
final class MailStoreCommands {

  private final MailStore store;
  private final ResponseEncoder out;

  MailStoreCommands(MailStore store, ResponseEncoder out) {
    this.store = store;
    this.out = out;
  }

  Outcome.Answer create(MailboxName name) throws MailboxException {
    store.create(name);
    return Outcome.Answer.ok("\"" + ModifiedUtf7.encode(name.value()) + "\" created.");
  }

  Outcome.Answer delete(MailboxName name) throws MailboxException {
    store.delete(name);
    return Outcome.Answer.ok("Folder deleted.");
  }

  Outcome.Answer rename(Command.Rename rename) throws MailboxException {
    store.rename(rename.from(), rename.to());
    return Outcome.Answer.ok("Folder renamed.");
  }

  Outcome.Answer subscribe(MailboxName name) throws MailboxException {
    store.subscribe(name);
    return Outcome.Answer.ok("Folder subscribed.");
  }

  Outcome.Answer unsubscribe(MailboxName name) throws MailboxException {
    store.unsubscribe(name);
    return Outcome.Answer.ok("Folder unsubscribed.");
  }

  Outcome.Answer namespace() throws IOException {
    out.raw("* NAMESPACE ((\"INBOX.\" \".\")) NIL NIL").crlf();
    return Outcome.Answer.ok("NAMESPACE completed.");
  }

  Outcome.Answer status(Command.Status command) throws IOException, MailboxException {
    MailboxStatus status = store.status(command.mailbox());
    out.raw("* STATUS ").mailbox(command.mailbox().value());
    String separator = " (";
    for (StatusItem item : command.items()) {
      out.raw(separator).raw(item.name()).sp().number(value(item, status));
      separator = " ";
    }
    out.raw(")").crlf();
    return Outcome.Answer.ok("STATUS Completed.");
  }

  private static long value(StatusItem item, MailboxStatus status) {
    return switch (item) {
      case MESSAGES -> status.messages();
      case RECENT -> status.recent();
      case UIDNEXT -> status.uidNext();
      case UIDVALIDITY -> status.uidValidity();
      case UNSEEN -> status.unseen();
    };
  }
}
