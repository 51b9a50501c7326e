package dev.postroom.operator.rollout;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Whether clients will believe a certificate, as far as it tells by itself. */
final class CertificateCheck {

  /** How long before its end somebody is told, unless it lives shortly anyway. */
  static final Duration NOTICE = Duration.ofDays(14);

  /** Of a certificate that lives shortly the last part of so many. */
  private static final int LAST_PART = 4;

  /**
   * What there is to say of a certificate.
   *
   * @param refused whether clients refuse it now
   * @param words for a sentence that begins with its name
   */
  record Remark(boolean refused, String words) {}

  private CertificateCheck() {}

  /**
   * What is wrong with it.
   *
   * @param encoded a Secret's value: PEM in base64, the server's own certificate first
   */
  static Optional<Remark> of(String encoded, Instant now) {
    try {
      var certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Base64.getDecoder().decode(encoded)));
      if (certificates.isEmpty()) {
        return refused("holds no certificate in PEM");
      }
      return validity((X509Certificate) certificates.iterator().next(), now);
    } catch (CertificateException | IllegalArgumentException e) {
      return refused("holds no certificate in PEM");
    }
  }

  private static Optional<Remark> validity(X509Certificate certificate, Instant now) {
    var from = certificate.getNotBefore().toInstant();
    var until = certificate.getNotAfter().toInstant();
    if (now.isBefore(from)) {
      return refused("is not valid before %s; clients refuse it until then".formatted(from));
    }
    if (!now.isBefore(until)) {
      return refused("has expired at %s; renew it".formatted(until));
    }
    var part = Duration.between(from, until).dividedBy(LAST_PART);
    var notice = part.compareTo(NOTICE) < 0 ? part : NOTICE;
    return now.plus(notice).isAfter(until)
        ? Optional.of(new Remark(false, "expires at %s; see that it is renewed".formatted(until)))
        : Optional.empty();
  }

  private static Optional<Remark> refused(String words) {
    return Optional.of(new Remark(true, words));
  }
}
