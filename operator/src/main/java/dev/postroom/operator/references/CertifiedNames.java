package dev.postroom.operator.references;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The DNS names that a certificate is for. The common name is none of them: clients have not looked
 * at it for years (RFC 9525, section 2).
 *
 * @param patterns names in lower case, some with {@code *} as their first label
 */
record CertifiedNames(List<String> patterns) {

  /** The type of a DNS name in a subjectAltName (RFC 5280, section 4.2.1.6). */
  private static final int DNS_NAME = 2;

  /** Names that are told; a certificate may have hundreds. */
  private static final int TOLD = 5;

  static CertifiedNames of(X509Certificate certificate) {
    try {
      var names = certificate.getSubjectAlternativeNames();
      return new CertifiedNames(
          names == null
              ? List.of()
              : names.stream()
                  .filter(name -> name.get(0).equals(DNS_NAME))
                  .map(name -> ((String) name.get(1)).toLowerCase(Locale.ROOT))
                  .toList());
    } catch (CertificateParsingException e) {
      // What cannot be read names nobody, to clients as well.
      return new CertifiedNames(List.of());
    }
  }

  /** Why a client that asks for a name refuses the certificate, in words; empty if it does not. */
  Optional<String> objection(String name) {
    return patterns.stream().anyMatch(pattern -> matches(pattern, name))
        ? Optional.empty()
        : Optional.of(
            "is not for the name %s but for %s; clients refuse it"
                .formatted(name, patterns.isEmpty() ? "none" : told()));
  }

  /** A wildcard stands for one whole label, the first (RFC 9525, section 6.3). */
  private static boolean matches(String pattern, String name) {
    int dot = name.indexOf('.');
    return pattern.equals(name)
        || dot > 0 && pattern.startsWith("*.") && pattern.substring(1).equals(name.substring(dot));
  }

  private String told() {
    var first = String.join(", ", patterns.subList(0, Math.min(TOLD, patterns.size())));
    return patterns.size() > TOLD
        ? "%s and %d more".formatted(first, patterns.size() - TOLD)
        : first;
  }
}
