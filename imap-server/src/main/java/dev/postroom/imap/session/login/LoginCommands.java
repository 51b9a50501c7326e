package dev.postroom.imap.session.login;

import static dev.postroom.imap.session.state.Outcome.Answer.bad;
import static dev.postroom.imap.session.state.Outcome.Answer.no;

import dev.postroom.imap.auth.sasl.SaslExchange;
import dev.postroom.imap.auth.sasl.SaslMechanism;
import dev.postroom.imap.auth.sasl.Step;
import dev.postroom.imap.command.Command;
import dev.postroom.imap.command.CommandRefusedException;
import dev.postroom.imap.session.input.CommandReader;
import dev.postroom.imap.session.state.Outcome;
import dev.postroom.imap.session.state.SessionScope;
import java.io.IOException;
import java.util.Optional;

/** The commands that are possible only before somebody logs in (RFC 3501 section 6.2). */
public final class LoginCommands {

  private final SessionScope session;

  public LoginCommands(SessionScope session) {
    this.session = session;
  }

  /** Runs a command, and reads what more it takes of the client. */
  public Outcome run(Command.NotAuthenticated command, CommandReader reader)
      throws IOException, CommandRefusedException {
    return switch (command) {
      case Command.StartTls _ -> startTls();
      case Command.Login login -> login(login, reader);
      case Command.Authenticate authenticate -> authenticate(authenticate, reader);
    };
  }

  private Outcome startTls() {
    if (!session.settings().startTls() || !session.connection().canStartTls()) {
      return bad("STARTTLS is not possible here.");
    }
    return new Outcome.StartTls("Begin SSL/TLS negotiation now.");
  }

  private Outcome login(Command.Login login, CommandReader reader)
      throws IOException, CommandRefusedException {
    if (tlsIsMissing()) {
      return tlsRequired();
    }
    var password = new Step.Password(login.user(), login.password().toCharArray());
    return new LoginAttempt(session, "", new SaslLines(session.out(), reader)).decide(password);
  }

  private Outcome authenticate(Command.Authenticate command, CommandReader reader)
      throws IOException, CommandRefusedException {
    if (tlsIsMissing()) {
      return tlsRequired();
    }
    Optional<SaslMechanism> mechanism =
        SaslMechanism.named(command.mechanism())
            .filter(known -> known.isCouriers() || session.announces(known));
    Optional<SaslExchange> exchange = mechanism.flatMap(this::begin);
    if (exchange.isEmpty()) {
      return no("There is no mechanism " + command.mechanism() + " here.");
    }
    var lines = new SaslLines(session.out(), reader);
    Optional<Step> end = lines.converse(exchange.get(), command.initialResponse());
    if (end.isEmpty()) {
      return bad("AUTHENTICATE was cancelled.");
    }
    return new LoginAttempt(session, command.mechanism(), lines).decide(end.get());
  }

  private Optional<SaslExchange> begin(SaslMechanism mechanism) {
    boolean plusAnnounced =
        SaslMechanism.named(mechanism.mechanism() + "-PLUS").filter(session::announces).isPresent();
    return session
        .services()
        .logins()
        .mechanisms()
        .begin(mechanism, session.transport(), plusAnnounced);
  }

  private boolean tlsIsMissing() {
    return session.settings().tlsRequired() && !session.connection().encrypted();
  }

  private static Outcome tlsRequired() {
    return no("[PRIVACYREQUIRED] STARTTLS required");
  }
}
