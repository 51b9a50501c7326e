package dev.postroom.imap.tls;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A certificate that the server can prove to be its own.
 *
 * @param file where the certificate was read
 * @param key belongs to the first certificate of the chain; RSA or EC
 * @param chain the server's own certificate first, then those that vouch for it
 */
public record CertifiedKey(Path file, PrivateKey key, List<X509Certificate> chain) {

  public CertifiedKey {
    chain = List.copyOf(chain);
  }

  /** The server's own certificate. */
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /** When the first certificate of the chain ends; from then on clients refuse it. */
  public Instant expires() {
    return chain.stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  /** Without the key, which belongs into no log. */
  @Override
  public String toString() {
    return file + " (" + certificate().getSubjectX500Principal() + ")";
  }
}
