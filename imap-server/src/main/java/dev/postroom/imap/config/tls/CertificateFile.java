package dev.postroom.imap.config.tls;

import dev.postroom.contract.ContentHash;
import dev.postroom.contract.tls.ProofOfKey;
import dev.postroom.imap.tls.CertifiedKey;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.X509KeyManager;

/**
 * Reads a certificate with its chain, and its key from the same file or another, in PEM. Keys are
 * RSA or EC, in PKCS#8, PKCS#1 or SEC 1, without a passphrase.
 */
final class CertificateFile {

  private static final String REMEDY =
      "let TLS_CERTFILE and TLS_PRIVATE_KEYFILE name PEM files that the server may read, or remove"
          + " them";

  /** How many certificates are remembered; with more of them a reload takes longer, that is all. */
  private static final int REMEMBERED = 1024;

  private final Vertx vertx;

  /**
   * What was read before: both listeners ask for the same, and at every change of any file. To read
   * a key anew costs a hundred milliseconds.
   */
  private final Map<Source, CertifiedKey> known =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, CertifiedKey> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param vertx reads PEM; nothing is run on it
   */
  CertificateFile(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * @throws TlsRefusedException naming the file, what is wrong with it, and what to do
   */
  CertifiedKey read(Path certificates, Path key) throws TlsRefusedException {
    String certificateText = PemText.read(certificates, REMEDY);
    String keyText = key.equals(certificates) ? certificateText : PemText.read(key, REMEDY);
    Source source = new Source(certificates, ContentHash.of(certificateText + keyText));
    CertifiedKey pair = known.get(source);
    if (pair == null) {
      pair = read(certificates, certificateText, key, keyText);
      known.put(source, pair);
    }
    return pair;
  }

  private CertifiedKey read(Path certificates, String certificateText, Path key, String keyText)
      throws TlsRefusedException {
    if (!certificateText.contains("-----BEGIN CERTIFICATE-----")) {
      throw new TlsRefusedException(certificates, "holds no certificate in PEM");
    }
    if (keyText.contains("ENCRYPTED")) {
      throw new TlsRefusedException(
          key, "the private key is locked with a passphrase; store it without (openssl pkey)");
    }
    if (!keyText.contains("PRIVATE KEY-----")) {
      throw new TlsRefusedException(
          key,
          "holds no private key in PEM; put it there, or name its file in TLS_PRIVATE_KEYFILE");
    }
    CertifiedKey pair = parse(certificates, certificateText, key, keyText);
    if (!ProofOfKey.isPair(pair.key(), pair.certificate().getPublicKey())) {
      String place = key.equals(certificates) ? "" : " in " + key;
      throw new TlsRefusedException(
          certificates, "the first certificate does not belong to the private key" + place);
    }
    return pair;
  }

  private CertifiedKey parse(Path certificates, String certificateText, Path key, String keyText)
      throws TlsRefusedException {
    try {
      PemKeyCertOptions pem =
          new PemKeyCertOptions()
              .setCertValue(Buffer.buffer(certificateText))
              .setKeyValue(Buffer.buffer(keyText));
      var manager = (X509KeyManager) pem.getKeyManagerFactory(vertx).getKeyManagers()[0];
      String alias = alias(manager).orElseThrow(() -> neitherRsaNorEc(certificates));
      return new CertifiedKey(
          certificates, manager.getPrivateKey(alias), List.of(manager.getCertificateChain(alias)));
    } catch (TlsRefusedException e) {
      throw e;
    } catch (Exception e) {
      throw new TlsRefusedException(
          key, "cannot be read as certificate and key in PEM: " + e.getMessage(), e);
    }
  }

  private static TlsRefusedException neitherRsaNorEc(Path certificates) {
    return new TlsRefusedException(
        certificates, "the key is neither RSA nor EC; mail programs know no others");
  }

  private static Optional<String> alias(X509KeyManager manager) {
    return Stream.of("RSA", "EC")
        .map(type -> manager.getServerAliases(type, null))
        .filter(aliases -> aliases != null && aliases.length > 0)
        .map(aliases -> aliases[0])
        .findFirst();
  }

  private record Source(Path certificates, String sha256) {}
}
