package dev.postroom.imap.session.dialogue;

import dev.postroom.imap.auth.Account;
import dev.postroom.imap.auth.AccountRecord;
import dev.postroom.imap.auth.AccountSource;
import dev.postroom.imap.auth.Accounts;
import dev.postroom.imap.auth.Authenticator;
import dev.postroom.imap.auth.Credentials;
import dev.postroom.imap.auth.DefaultDomain;
import dev.postroom.imap.auth.StoredSecrets;
import dev.postroom.imap.auth.password.PasswordHash;
import dev.postroom.imap.auth.sasl.SaslMechanisms;
import dev.postroom.imap.auth.sasl.ScramUsers;
import dev.postroom.imap.auth.sasl.TokenVerifier;
import dev.postroom.imap.auth.throttle.Fingerprints;
import dev.postroom.imap.auth.throttle.Guess;
import dev.postroom.imap.auth.throttle.GuessThrottle;
import dev.postroom.imap.auth.throttle.ThrottleSettings;
import dev.postroom.imap.session.LoginServices;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** Logins of alice, whose password is {@code secret}, by whatever is made possible. */
final class TestLogins {

  /** What the accounts may have beside hashes. */
  volatile StoredSecrets secrets = StoredSecrets.NONE;

  /** Who tells whose tokens are. */
  volatile Optional<TokenVerifier> tokens = Optional.empty();

  private GuessThrottle throttle;

  private final AccountSource source =
      new AccountSource() {
        @Override
        public Optional<AccountRecord> find(String service, String user) {
          return user.equals("alice")
              ? Optional.of(
                  new AccountRecord(
                      Account.at("alice", Path.of("/home/alice")),
                      Credentials.of(PasswordHash.parse("{PLAIN}secret"))))
              : Optional.empty();
        }

        @Override
        public StoredSecrets secrets() {
          return secrets;
        }
      };

  LoginServices services(Authenticator authenticator, Clock clock) {
    var random = new SecureRandom();
    var accounts = new Accounts(() -> source, () -> Accounts.IMAP, () -> DefaultDomain.NONE);
    var scramUsers =
        new ScramUsers(Executors.newVirtualThreadPerTaskExecutor(), new byte[] {1, 2, 3});
    throttle = new GuessThrottle(ThrottleSettings.beginningWith(Duration.ofSeconds(5)), clock);
    return new LoginServices(
        authenticator,
        new SaslMechanisms(
            accounts, scramUsers, () -> tokens, () -> "CN", "mail.example", random, clock),
        throttle,
        new Fingerprints(random),
        InetAddress::getHostAddress,
        UnaryOperator.identity());
  }

  /** Somebody at the dialogue's address has tried a wrong password. */
  void wrong(String user) {
    throttle.failed(guess(user), Duration.ZERO);
  }

  /** Somebody at the dialogue's address waits to try a password. */
  void waiting(String user) {
    throttle.admit(guess(user));
  }

  private static Guess guess(String user) {
    return new Guess("127.0.0.1", user, OptionalLong.empty());
  }
}
