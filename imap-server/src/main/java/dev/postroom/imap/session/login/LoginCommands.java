package dev.postroom.imap.session.login;

import static dev.postroom.imap.session.state.Outcome.Answer.bad;

import dev.postroom.imap.command.Command;
import dev.postroom.imap.command.CommandRefusedException;
import dev.postroom.imap.session.input.CommandReader;
import dev.postroom.imap.session.state.Outcome;
import dev.postroom.imap.session.state.SessionScope;
import java.io.IOException;

/** The commands that are possible only before somebody logs in (RFC 3501 section 6.2). */
public final class LoginCommands {

  private final SessionScope session;

  public LoginCommands(SessionScope session) {
    this.session = session;
  }

  public Outcome run(Command.NotAuthenticated command, CommandReader reader)
      throws IOException, CommandRefusedException {
    var execution = new LoginExecution(session.connection(), session.services(), session.out());
    return switch (command) {
      case Command.StartTls _ -> startTls();
      case Command.Login login -> entered(execution.login(login));
      case Command.Authenticate authenticate ->
          entered(execution.authenticate(authenticate, reader));
    };
  }

  private Outcome entered(LoginExecution.Result result) {
    result.state().ifPresent(session::enter);
    return result.outcome();
  }

  private Outcome startTls() {
    if (!session.settings().startTls() || !session.connection().canStartTls()) {
      return bad("STARTTLS is not possible here.");
    }
    return new Outcome.StartTls("Begin SSL/TLS negotiation now.");
  }
}
