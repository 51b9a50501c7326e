package dev.postroom.imap.session.mailboxes;

import dev.postroom.imap.command.Extension;
import dev.postroom.imap.mailbox.MailStore.MailboxStatus;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.StatusItem;
import dev.postroom.imap.session.state.SessionScope;
import dev.postroom.imap.session.state.SessionState;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** The STATUS response (RFC 3501 section 7.2.4), for STATUS and for LIST (RFC 5819). */
final class StatusEncoder {

  private final SessionScope session;
  private final SessionState.LoggedIn user;
  private final List<StatusItem> items;
  private final Set<StatusItem> wanted;

  StatusEncoder(SessionScope session, SessionState.LoggedIn user, List<StatusItem> items) {
    this.session = session;
    this.user = user;
    this.items = items;
    this.wanted = Set.copyOf(items);
  }

  /** Finds out what is to be told of a mailbox. */
  MailboxStatus read(MailboxName mailbox) throws IOException, MailboxException {
    if (wanted.contains(StatusItem.HIGHESTMODSEQ)) {
      // The client has shown that it knows mod-sequences (RFC 7162 section 3.1).
      session.enable(Extension.CONDSTORE);
    }
    return user.store().status(mailbox, wanted);
  }

  /** Tells what was found out. */
  void write(MailboxName mailbox, MailboxStatus status) throws IOException {
    ResponseEncoder out = session.out();
    out.raw("* STATUS ").mailbox(mailbox.value());
    String separator = " (";
    for (StatusItem item : items) {
      out.raw(separator).raw(item.name()).sp().raw(value(item, status));
      separator = " ";
    }
    out.raw(")").crlf();
  }

  private String value(StatusItem item, MailboxStatus status) {
    return switch (item) {
      case MESSAGES -> Integer.toString(status.messages());
      case RECENT -> Integer.toString(status.recent());
      case UIDNEXT -> Long.toString(status.uidNext());
      case UIDVALIDITY -> Long.toString(status.uidValidity());
      case UNSEEN -> Integer.toString(status.unseen());
      case DELETED -> Integer.toString(status.deleted());
      case SIZE -> Long.toString(status.size());
      case HIGHESTMODSEQ -> Long.toString(status.highestModSeq());
      case MAILBOXID -> "(" + status.mailboxId() + ")";
      case APPENDLIMIT -> Long.toString(session.settings().appendLimit());
    };
  }
}
