package dev.postroom.imap.auth.sasl;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;

/**
 * The channel binding {@code tls-server-end-point} (RFC 5929 section 4): a hash of the server's
 * certificate. It is the only one here, since BoringSSL's binding for Java gives nothing to make
 * {@code tls-exporter} (RFC 9266) of.
 */
record ServerEndPoint(X509Certificate certificate) implements ChannelBinding {

  static final String TYPE = "tls-server-end-point";

  @Override
  public Optional<byte[]> data(String type) {
    return type.equals(TYPE) ? Optional.of(hash()) : Optional.empty();
  }

  private byte[] hash() {
    try {
      return MessageDigest.getInstance(digest(certificate.getSigAlgName()))
          .digest(certificate.getEncoded());
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that TLS was started with", e);
    }
  }

  /** That of the signature; SHA-256 in place of what is weaker, or where there is none. */
  private static String digest(String signature) {
    String name = signature.toUpperCase(Locale.ROOT);
    if (name.startsWith("SHA512")) {
      return "SHA-512";
    }
    return name.startsWith("SHA384") ? "SHA-384" : "SHA-256";
  }
}
