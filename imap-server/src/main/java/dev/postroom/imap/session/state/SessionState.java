package dev.postroom.imap.session.state;

import dev.postroom.imap.auth.Account;
import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.session.view.MailboxView;

/** The states of RFC 3501 section 3; each holds what is there only in that state. */
public sealed interface SessionState {

  record NotAuthenticated() implements SessionState {}

  /** Somebody has logged in. */
  sealed interface LoggedIn extends SessionState {
    Account account();

    MailStore store();
  }

  record Authenticated(Account account, MailStore store) implements LoggedIn {}

  record Selected(Account account, MailStore store, MailboxView view) implements LoggedIn {}

  record LoggedOut() implements SessionState {}
}
