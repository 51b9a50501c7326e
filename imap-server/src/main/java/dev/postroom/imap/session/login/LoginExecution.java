package dev.postroom.imap.session.login;

import dev.postroom.imap.auth.Account;
import dev.postroom.imap.auth.Authenticator;
import dev.postroom.imap.command.Command;
import dev.postroom.imap.command.CommandRefusedException;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.session.ByeReason;
import dev.postroom.imap.session.Connection;
import dev.postroom.imap.session.SessionEvents;
import dev.postroom.imap.session.SessionServices;
import dev.postroom.imap.session.input.CommandReader;
import dev.postroom.imap.session.state.Outcome;
import dev.postroom.imap.session.state.SessionState;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** LOGIN and AUTHENTICATE PLAIN: who is it, may he be here, where is his mail. */
final class LoginExecution {

  private static final System.Logger LOG = System.getLogger(LoginExecution.class.getName());

  /** The name under which a plain LOGIN is told to {@link SessionEvents#loggedIn}. */
  private static final String LOGIN = "LOGIN";

  private static final String PLAIN = "PLAIN";

  /** How an initial response of no bytes is written (RFC 4959 section 3). */
  private static final String EMPTY_INITIAL_RESPONSE = "=";

  private final Connection connection;
  private final SessionServices services;
  private final ResponseEncoder out;

  LoginExecution(Connection connection, SessionServices services, ResponseEncoder out) {
    this.connection = connection;
    this.services = services;
    this.out = out;
  }

  /**
   * What came of it.
   *
   * @param state the new state; empty where it stays as it was
   */
  record Result(Outcome outcome, Optional<SessionState.LoggedIn> state) {
    private static Result refused(Outcome outcome) {
      return new Result(outcome, Optional.empty());
    }
  }

  Result login(Command.Login login) {
    if (tlsIsMissing()) {
      return Result.refused(tlsRequired());
    }
    return authenticate(login.user(), login.password(), LOGIN);
  }

  /**
   * AUTHENTICATE PLAIN (RFC 4616). The answer to the empty challenge is read from {@code reader}
   * unless it came with the command.
   */
  Result authenticate(Command.Authenticate command, CommandReader reader)
      throws IOException, CommandRefusedException {
    if (tlsIsMissing()) {
      return Result.refused(tlsRequired());
    }
    if (!command.mechanism().equals(PLAIN)) {
      return Result.refused(Outcome.Answer.no("There is no mechanism " + command.mechanism()));
    }
    String response;
    if (command.initialResponse().isPresent()) {
      String initial = command.initialResponse().get();
      response = initial.equals(EMPTY_INITIAL_RESPONSE) ? "" : initial;
    } else {
      out.raw("+ ").crlf().flush();
      response = new String(reader.awaitLine(), StandardCharsets.ISO_8859_1);
    }
    if (response.equals("*")) {
      return Result.refused(Outcome.Answer.bad("AUTHENTICATE was cancelled."));
    }
    String[] message = plainMessage(response);
    if (message.length != 3 || message[1].isEmpty()) {
      return Result.refused(Outcome.Answer.bad("This is no response of PLAIN (RFC 4616)."));
    }
    if (!message[0].isEmpty() && !message[0].equals(message[1])) {
      services.events().loginFailed(connection, message[1], PLAIN);
      return Result.refused(failed("[AUTHORIZATIONFAILED] Nobody may act for another user here."));
    }
    return authenticate(message[1], message[2], PLAIN);
  }

  /** {@code [authzid] NUL authcid NUL passwd}; anything else has not three fields. */
  private static String[] plainMessage(String response) {
    try {
      byte[] decoded = Base64.getDecoder().decode(response);
      return new String(decoded, StandardCharsets.UTF_8).split("\0", -1);
    } catch (IllegalArgumentException notBase64) {
      return new String[0];
    }
  }

  private boolean tlsIsMissing() {
    return services.settings().get().tlsRequired() && !connection.encrypted();
  }

  private static Outcome tlsRequired() {
    return Outcome.Answer.no("[PRIVACYREQUIRED] STARTTLS required");
  }

  private Result authenticate(String user, String password, String mechanism) {
    return switch (services.authenticator().authenticate(user, password.toCharArray())) {
      case Authenticator.Outcome.Accepted accepted -> admit(accepted.account(), mechanism);
      case Authenticator.Outcome.Rejected _ -> {
        services.events().loginFailed(connection, user, mechanism.equals(LOGIN) ? "" : mechanism);
        yield Result.refused(failed("Login failed."));
      }
      case Authenticator.Outcome.Unavailable unavailable -> {
        LOG.log(Level.ERROR, "Nobody can log in just now: {0}", unavailable.reason());
        yield Result.refused(
            new Outcome.AnswerThenBye(
                Outcome.Answer.no("[UNAVAILABLE] Temporary problem."),
                ByeReason.AUTHENTICATION_UNAVAILABLE));
      }
    };
  }

  private Outcome failed(String text) {
    return new Outcome.AnswerLater(
        Outcome.Answer.no(text), services.settings().get().failedLoginDelay());
  }

  /** As with Courier, an account that is shut out is told OK first and BYE then. */
  private Result admit(Account account, String mechanism) {
    Outcome.Answer ok = Outcome.Answer.ok("LOGIN Ok.");
    if (account.options().isOn("disableimap")) {
      return Result.refused(new Outcome.AnswerThenBye(ok, ByeReason.IMAP_DISABLED));
    }
    if (!connection.encrypted() && account.options().isOn("disableinsecureimap")) {
      return Result.refused(new Outcome.AnswerThenBye(ok, ByeReason.INSECURE_IMAP_DISABLED));
    }
    try {
      var state = new SessionState.Authenticated(account, services.stores().open(account));
      services.events().loggedIn(connection, account, mechanism);
      return new Result(ok, Optional.of(state));
    } catch (MailboxException e) {
      LOG.log(Level.ERROR, "The mail of " + account.user() + " cannot be opened", e);
      return Result.refused(new Outcome.AnswerThenBye(ok, ByeReason.MAIL_UNAVAILABLE));
    }
  }
}
