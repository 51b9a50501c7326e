package dev.postroom.imap.session.login;

import dev.postroom.imap.auth.Authenticator;
import dev.postroom.imap.auth.sasl.Step;
import dev.postroom.imap.auth.throttle.Guess;
import dev.postroom.imap.auth.throttle.GuessThrottle.Admission;
import dev.postroom.imap.command.CommandRefusedException;
import dev.postroom.imap.session.ByeReason;
import dev.postroom.imap.session.LoginServices;
import dev.postroom.imap.session.SessionEvents.Undecided;
import dev.postroom.imap.session.state.Outcome;
import dev.postroom.imap.session.state.SessionScope;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** One login, from what the client has shown to the answer, with the delays between. */
final class LoginAttempt {

  private static final System.Logger LOG = System.getLogger(LoginAttempt.class.getName());

  private static final Outcome FAILED = Outcome.Answer.no("[AUTHENTICATIONFAILED] Login failed.");
  private static final Outcome NOT_FOR_OTHERS =
      Outcome.Answer.no("[AUTHORIZATIONFAILED] Nobody may act for another user here.");
  private static final Outcome UNAVAILABLE =
      new Outcome.AnswerThenBye(
          Outcome.Answer.no("[UNAVAILABLE] Temporary problem."),
          ByeReason.AUTHENTICATION_UNAVAILABLE);

  private final SessionScope session;
  private final LoginServices services;
  private final String mechanism;
  private final SaslLines lines;

  /**
   * @param mechanism empty for the command LOGIN
   */
  LoginAttempt(SessionScope session, String mechanism, SaslLines lines) {
    this.session = session;
    this.services = session.services().logins();
    this.mechanism = mechanism;
    this.lines = lines;
  }

  Outcome decide(Step end) throws IOException, CommandRefusedException {
    return switch (end) {
      case Step.Challenge _ -> throw new IllegalStateException("the mechanism is not through");
      case Step.Malformed(String reason) -> Outcome.Answer.bad(reason);
      case Step.ForSomebodyElse(String user) -> {
        Guess guess = guess(user, OptionalLong.empty());
        yield failed(user, NOT_FOR_OTHERS, services.throttle().failed(guess, Duration.ZERO));
      }
      case Step.Password(String user, char[] password) ->
          throttled(
              user,
              services.fingerprints().of(password),
              () -> Step.Verdict.of(services.authenticator().authenticate(user, password)));
      case Step.Proof(Optional<String> user, Step.Check check) ->
          user.isPresent()
              ? throttled(user.get(), OptionalLong.empty(), check)
              : unthrottled(check);
    };
  }

  private Guess guess(String user, OptionalLong fingerprint) {
    String client = services.clients().apply(session.connection().remote().getAddress());
    return new Guess(client, services.names().apply(user), fingerprint);
  }

  private Outcome throttled(String user, OptionalLong fingerprint, Step.Check check)
      throws IOException, CommandRefusedException {
    Guess guess = guess(user, fingerprint);
    return switch (services.throttle().admit(guess)) {
      case Admission.After(Duration delay) when delay.isZero() -> look(user, guess, check, delay);
      case Admission.After(Duration delay) ->
          new Outcome.Later(delay, () -> look(user, guess, check, delay));
      case Admission.Refused(String reason) -> {
        LOG.log(Level.DEBUG, "A login was not looked at: {0}", reason);
        yield undecided(Undecided.THROTTLED);
      }
    };
  }

  private Outcome look(String user, Guess guess, Step.Check check, Duration waited)
      throws IOException, CommandRefusedException {
    Step.Verdict verdict = check.verify();
    tell(verdict);
    return switch (verdict.outcome()) {
      case Authenticator.Outcome.Accepted(var account) -> {
        services.throttle().succeeded(guess);
        yield new Entrance(session).admit(account, mechanism);
      }
      case Authenticator.Outcome.Rejected _ ->
          failed(user, FAILED, services.throttle().failed(guess, waited));
      case Authenticator.Outcome.Unavailable(String reason) -> unavailable(reason);
    };
  }

  /** Nothing can be found out by trying: neither tokens nor certificates can be guessed. */
  private Outcome unthrottled(Step.Check check) throws IOException, CommandRefusedException {
    Step.Verdict verdict = check.verify();
    tell(verdict);
    return switch (verdict.outcome()) {
      case Authenticator.Outcome.Accepted(var account) ->
          new Entrance(session).admit(account, mechanism);
      case Authenticator.Outcome.Rejected(String reason) -> {
        LOG.log(Level.DEBUG, "{0} failed: {1}", mechanism, reason);
        yield failed("", FAILED, services.throttle().unguessed());
      }
      case Authenticator.Outcome.Unavailable(String reason) -> unavailable(reason);
    };
  }

  private void tell(Step.Verdict verdict) throws IOException, CommandRefusedException {
    if (verdict.last().isPresent()) {
      lines.tell(verdict.last().get());
    }
  }

  private Outcome failed(String user, Outcome answer, Duration held) {
    session.services().events().loginFailed(session.connection(), user, mechanism);
    return new Outcome.Later(held, () -> answer);
  }

  private Outcome unavailable(String reason) {
    LOG.log(Level.ERROR, "Nobody can log in just now: {0}", reason);
    return undecided(Undecided.UNAVAILABLE);
  }

  /** The client is to come back, whatever the reason. */
  private Outcome undecided(Undecided why) {
    session.services().events().loginUndecided(session.connection(), mechanism, why);
    return UNAVAILABLE;
  }
}
