package dev.postroom.operator.references;

import static dev.postroom.operator.render.CourierFilesRenderer.CERTIFICATE;
import static dev.postroom.operator.render.CourierFilesRenderer.PRIVATE_KEY;

import dev.postroom.contract.tls.ProofOfKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/**
 * Reads a certificate and its key in PEM, as the server will: RSA or EC, in PKCS#8, PKCS#1 or SEC
 * 1, without a passphrase.
 */
final class PairReading {

  /** A key that no server can use, in words for a sentence that begins with its name. */
  private static final class BadKeyException extends Exception {

    private static final long serialVersionUID = 1L;

    BadKeyException(String words) {
      super(words);
    }
  }

  private PairReading() {}

  /**
   * What they are good for.
   *
   * @param certificates the server's own first, then those that vouch for it
   * @param serverName that clients ask for to get this one; empty for any
   */
  static Content of(byte[] certificates, byte[] key, Optional<String> serverName) {
    var chain = certificates(certificates);
    if (chain.isEmpty()) {
      return new Content.Unusable(
          CERTIFICATE, "holds no certificate in PEM; put it there, the server's own first");
    }
    try {
      if (!ProofOfKey.isPair(key(key), chain.getFirst().getPublicKey())) {
        return new Content.Unusable(
            PRIVATE_KEY,
            "is not the key of the first certificate in %s; put two there that belong together"
                .formatted(CERTIFICATE));
      }
    } catch (BadKeyException e) {
      return new Content.Unusable(PRIVATE_KEY, e.getMessage());
    }
    return new Content.Certificate(
        chain.getFirst().getNotBefore().toInstant(),
        end(chain),
        serverName.flatMap(name -> CertifiedNames.of(chain.getFirst()).objection(name)));
  }

  /** The certificates of a text in PEM; none if it cannot be read as such. */
  static List<X509Certificate> certificates(byte[] text) {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(text))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException e) {
      return List.of();
    }
  }

  private static Instant end(List<X509Certificate> chain) {
    return chain.stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  private static PrivateKey key(byte[] text) throws BadKeyException {
    var key = decoded(text);
    if (!ProofOfKey.ALGORITHMS.contains(key.getAlgorithm())) {
      throw new BadKeyException(
          "is a key of %s, which mail programs do not know; use RSA or EC"
              .formatted(key.getAlgorithm()));
    }
    return key;
  }

  private static PrivateKey decoded(byte[] text) throws BadKeyException {
    var converter = new JcaPEMKeyConverter();
    try (var pem = new PEMParser(new StringReader(new String(text, StandardCharsets.ISO_8859_1)))) {
      for (var object = pem.readObject(); object != null; object = pem.readObject()) {
        switch (object) {
          case PrivateKeyInfo key -> {
            return converter.getPrivateKey(key);
          }
          case PEMKeyPair pair -> {
            return converter.getPrivateKey(pair.getPrivateKeyInfo());
          }
          case PKCS8EncryptedPrivateKeyInfo _, PEMEncryptedKeyPair _ ->
              throw new BadKeyException(
                  "is locked with a passphrase; store it without (openssl pkey)");
          default -> {
            // Such as the parameters of a curve, which OpenSSL writes before the key.
          }
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new BadKeyException("cannot be read as a private key in PEM: " + e.getMessage());
    }
    throw new BadKeyException(
        "holds no private key in PEM; put that of %s there".formatted(CERTIFICATE));
  }
}
