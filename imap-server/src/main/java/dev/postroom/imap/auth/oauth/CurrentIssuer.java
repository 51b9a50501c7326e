package dev.postroom.imap.auth.oauth;

import dev.postroom.contract.oauth.TrustedIssuer;
import dev.postroom.imap.auth.sasl.TokenVerifier;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The issuer that is trusted now. Its keys are kept for as long as the configuration trusts the
 * same issuer in the same way.
 */
public final class CurrentIssuer implements Supplier<Optional<TokenVerifier>> {

  /** A file costs nothing to read again; a key that is taken back there is soon gone. */
  private static final Duration FILE_FRESHNESS = Duration.ofSeconds(10);

  private static final Duration FRESHNESS = Duration.ofMinutes(5);

  private final Supplier<Optional<TrustedIssuer>> issuer;
  private final UnaryOperator<Path> locate;
  private final Clock clock;
  private volatile Optional<Known> known = Optional.empty();

  /**
   * @param issuer what the configuration in force says
   * @param locate where a path of the configuration is
   */
  public CurrentIssuer(
      Supplier<Optional<TrustedIssuer>> issuer, UnaryOperator<Path> locate, Clock clock) {
    this.issuer = issuer;
    this.locate = locate;
    this.clock = clock;
  }

  private record Known(TrustedIssuer issuer, TokenVerifier verifier) {}

  @Override
  public Optional<TokenVerifier> get() {
    Optional<TrustedIssuer> now = issuer.get();
    if (!known.map(Known::issuer).equals(now)) {
      remember(now);
    }
    return known.map(Known::verifier);
  }

  private synchronized void remember(Optional<TrustedIssuer> now) {
    if (!known.map(Known::issuer).equals(now)) {
      known = now.map(trusted -> new Known(trusted, verifier(trusted)));
    }
  }

  private TokenVerifier verifier(TrustedIssuer trusted) {
    boolean remote = trusted.keysAreRemote();
    URI location =
        remote ? URI.create(trusted.keys()) : locate.apply(Path.of(trusted.keys())).toUri();
    Duration freshness = remote ? FRESHNESS : FILE_FRESHNESS;
    return new JwtVerifier(trusted, IssuerKeys.at(location, freshness), clock);
  }
}
