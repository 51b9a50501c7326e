package dev.postroom.imap.config.tls;

import dev.postroom.imap.tls.CertifiedKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Tells of certificates that clients refuse, or soon will. The server serves them all the same: a
 * client that is told what is wrong is better off than one that finds the door shut, and whoever
 * replaces the certificate need not restart anything.
 */
final class CertificateRemarks {

  /** Certificates for 90 days are replaced after 60, so with this much left something is wrong. */
  static final Duration SOON = Duration.ofDays(14);

  private final Clock clock;

  CertificateRemarks(Clock clock) {
    this.clock = clock;
  }

  Stream<String> of(CertifiedKey certified) {
    Instant now = clock.instant();
    Instant begins = certified.certificate().getNotBefore().toInstant();
    Instant ends = certified.expires();
    if (begins.isAfter(now)) {
      return Stream.of(
          "%s: the certificate is not valid before %s".formatted(certified.file(), begins));
    }
    if (!ends.isAfter(now)) {
      return Stream.of("%s: the certificate expired on %s".formatted(certified.file(), ends));
    }
    return ends.isAfter(now.plus(SOON))
        ? Stream.empty()
        : Stream.of("%s: the certificate expires on %s".formatted(certified.file(), ends));
  }
}
