package dev.postroom.imap.session.login;

import dev.postroom.imap.auth.Account;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.session.ByeReason;
import dev.postroom.imap.session.Connection;
import dev.postroom.imap.session.SessionEvents;
import dev.postroom.imap.session.SessionServices;
import dev.postroom.imap.session.state.Outcome;
import dev.postroom.imap.session.state.SessionScope;
import dev.postroom.imap.session.state.SessionState;
import java.lang.System.Logger.Level;

/** Lets somebody in who has shown who he is: may he be here, and where is his mail. */
final class Entrance {

  private static final System.Logger LOG = System.getLogger(Entrance.class.getName());

  /** The name under which the command LOGIN is told to {@link SessionEvents#loggedIn}. */
  private static final String LOGIN = "LOGIN";

  private final SessionScope session;

  Entrance(SessionScope session) {
    this.session = session;
  }

  /**
   * As with Courier, an account that is shut out is told OK first and BYE then.
   *
   * @param mechanism empty for the command LOGIN
   */
  Outcome admit(Account account, String mechanism) {
    SessionServices services = session.services();
    Connection connection = session.connection();
    Outcome.Answer ok = Outcome.Answer.ok("LOGIN Ok.");
    if (account.options().isOn("disableimap")) {
      return new Outcome.AnswerThenBye(ok, ByeReason.IMAP_DISABLED);
    }
    if (!connection.encrypted() && account.options().isOn("disableinsecureimap")) {
      return new Outcome.AnswerThenBye(ok, ByeReason.INSECURE_IMAP_DISABLED);
    }
    try {
      session.enter(new SessionState.Authenticated(account, services.stores().open(account)));
      services.events().loggedIn(connection, account, mechanism.isEmpty() ? LOGIN : mechanism);
      return ok;
    } catch (MailboxException e) {
      LOG.log(Level.ERROR, "The mail of " + account.user() + " cannot be opened", e);
      return new Outcome.AnswerThenBye(
          ok,
          e.reason() == MailboxException.Reason.FOREIGN_OWNER
              ? ByeReason.FOREIGN_OWNER
              : ByeReason.MAIL_UNAVAILABLE);
    }
  }
}
