package dev.postroom.imap.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a TLS session that is resumed rests on: the client was shown one of these certificates, and
 * was checked in this way. As a digest; equal ones are those between which sessions may travel.
 */
final class SessionBasis {

  private SessionBasis() {}

  static byte[] of(TlsPolicy policy) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(digest, policy.certificates().all().stream().map(CertifiedKey::certificate));
      digest.update((byte) policy.clients().level().ordinal());
      add(digest, policy.clients().trusted().stream());
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("certificates that were read can be encoded", e);
    }
  }

  /** In an order that does not depend on how they were found. */
  private static void add(MessageDigest digest, Stream<X509Certificate> certificates)
      throws GeneralSecurityException {
    List<X509Certificate> sorted =
        certificates
            .sorted(
                Comparator.comparing(X509Certificate::getSerialNumber)
                    .thenComparing(certificate -> certificate.getSubjectX500Principal().getName()))
            .toList();
    for (X509Certificate certificate : sorted) {
      digest.update(certificate.getEncoded());
    }
  }
}
