package dev.postroom.imap.auth.oauth;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;

/**
 * The keys of an issuer. They are fetched when the first token comes, kept for a while, and fetched
 * again when a token names one that is not among them. When they cannot be had, the last ones serve
 * on.
 */
final class IssuerKeys {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

  /** Some dozens of keys, with their certificates. */
  private static final int MAX_BYTES = 256 * 1024;

  /** How long others wait who come while the keys are being fetched. */
  private static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(15);

  /** How long the last good keys serve when none can be had. */
  private static final Duration OUTAGE = Duration.ofHours(24);

  /** Keys are fetched at most twice in this part of their freshness, whatever tokens name. */
  private static final int INTERVALS = 10;

  private IssuerKeys() {}

  /**
   * @param location an https URL, or the URI of a file
   * @param freshness how long keys are kept before they are fetched again
   */
  static JWKSource<SecurityContext> at(URI location, Duration freshness) {
    var retriever =
        new DefaultResourceRetriever(
            (int) CONNECT_TIMEOUT.toMillis(), (int) READ_TIMEOUT.toMillis(), MAX_BYTES);
    try {
      return JWKSourceBuilder.create(location.toURL(), retriever)
          .cache(freshness.toMillis(), REFRESH_TIMEOUT.toMillis())
          .refreshAheadCache(false)
          .rateLimited(freshness.dividedBy(INTERVALS).toMillis())
          .outageTolerant(OUTAGE.toMillis())
          .build();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("no URL that can be fetched: " + location, e);
    }
  }
}
