package dev.postroom.operator.references;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether clients believe a certificate at a time, and whether somebody has to renew it. */
final class CertificateValidity {

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

  private CertificateValidity() {}

  /** What is wrong with it now. */
  static Optional<Remark> of(Content.Certificate certificate, Instant now) {
    var from = certificate.from();
    var until = certificate.until();
    if (now.isBefore(from)) {
      return refused("is not valid before %s; clients refuse it until then".formatted(from));
    }
    if (!now.isBefore(until)) {
      return refused("has expired at %s; renew it".formatted(until));
    }
    if (certificate.misnamed().isPresent()) {
      return certificate.misnamed().flatMap(CertificateValidity::refused);
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
