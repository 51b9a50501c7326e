package dev.postroom.imap.server;

import dev.postroom.contract.settings.EffectiveSettings;
import dev.postroom.imap.admission.AddressBlock;
import dev.postroom.imap.admission.PeerAddress;
import dev.postroom.imap.auth.Accounts;
import dev.postroom.imap.auth.PasswordAuthenticator;
import dev.postroom.imap.auth.PasswordVerifier;
import dev.postroom.imap.auth.sasl.SaslMechanisms;
import dev.postroom.imap.auth.sasl.ScramUsers;
import dev.postroom.imap.auth.sasl.TokenVerifier;
import dev.postroom.imap.auth.throttle.Fingerprints;
import dev.postroom.imap.auth.throttle.GuessThrottle;
import dev.postroom.imap.auth.throttle.ThrottleSettings;
import dev.postroom.imap.session.LoginServices;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/** What the logins of all connections share. */
final class Logins {

  private static final int KEY_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Fingerprints fingerprints = new Fingerprints(random);
  private final PasswordVerifier passwords;
  private final ScramUsers scramUsers;
  private final GuessThrottle throttle;
  private final Supplier<Optional<TokenVerifier>> tokens;
  private final String host;
  private final Clock clock;

  /**
   * @param hashing computes what is slow on purpose
   * @param tokens tells whose tokens are, where the site trusts an issuer
   */
  Logins(
      ServerOptions options,
      ExecutorService hashing,
      Supplier<Optional<TokenVerifier>> tokens,
      Clock clock) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    this.passwords = new PasswordVerifier(hashing);
    this.scramUsers = new ScramUsers(hashing, key);
    this.throttle =
        new GuessThrottle(ThrottleSettings.beginningWith(options.failedLoginDelay()), clock);
    this.tokens = tokens;
    this.host = options.name();
    this.clock = clock;
  }

  /**
   * For one connection.
   *
   * @param settings its variables
   */
  LoginServices of(Accounts accounts, Supplier<EffectiveSettings> settings) {
    return new LoginServices(
        new PasswordAuthenticator(accounts, passwords),
        new SaslMechanisms(
            accounts,
            scramUsers,
            tokens,
            () -> settings.get().text("TLS_EXTERNAL"),
            host,
            random,
            clock),
        throttle,
        fingerprints,
        address ->
            AddressBlock.counted(
                    PeerAddress.of(address), settings.get().number("POSTROOM_IPV6_PREFIX"))
                .text(),
        name -> accounts.defaultDomain().get().qualify(name));
  }
}
