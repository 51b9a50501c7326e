package dev.postroom.imap.config;

import dev.postroom.contract.settings.EffectiveSettings;
import dev.postroom.contract.settings.EffectiveValue;
import dev.postroom.contract.settings.Origin;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

/**
 * Makes TLS from the files that the TLS_ variables name. TLS 1.2 and 1.3 are spoken, whatever
 * TLS_PROTOCOL says: each of its values means "or higher", and what is older is broken. Keys are
 * RSA or EC, in PKCS#8, PKCS#1 or SEC 1.
 */
final class TlsLoader {

  /**
   * BoringSSL where its library can be loaded, which is Linux on x86-64 and ARM, otherwise the
   * JDK's TLS: a handshake costs the former a fraction.
   */
  private static final SslProvider PROVIDER =
      OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;

  /** Something that can be signed to see whether key and certificate are a pair. */
  private static final byte[] PROBE = {1, 2, 3};

  private final Vertx vertx;

  /**
   * @param vertx reads PEM; nothing is run on it
   */
  TlsLoader(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * @param locate where a variable's path is to be found
   * @return empty when there is no file and no variable asks for one
   * @throws TlsException naming the file, and what is wrong with it
   */
  Optional<SslContext> load(EffectiveSettings settings, UnaryOperator<Path> locate)
      throws TlsException {
    Optional<EffectiveValue> certificateFile = settings.value("TLS_CERTFILE");
    Path certificates = locate.apply(Path.of(settings.text("TLS_CERTFILE")));
    String keyFile = settings.text("TLS_PRIVATE_KEYFILE");
    Path key = keyFile.isEmpty() ? certificates : locate.apply(Path.of(keyFile));
    if (certificateFile.isEmpty()
        || (certificateFile.get().origin() instanceof Origin.Default
            && !Files.exists(certificates))) {
      return Optional.empty();
    }
    try {
      SslContextBuilder builder =
          SslContextBuilder.forServer(keyManager(certificates, key))
              .sslProvider(PROVIDER)
              .protocols("TLSv1.3", "TLSv1.2")
              .applicationProtocolConfig(alpn(settings.text("TLS_ALPN")));
      requestClientCertificate(builder, settings, locate);
      return Optional.of(builder.build());
    } catch (TlsException e) {
      throw e;
    } catch (Exception e) {
      throw new TlsException(certificates, e.getMessage(), e);
    }
  }

  private KeyManagerFactory keyManager(Path certificates, Path key) throws Exception {
    PemKeyCertOptions pem =
        new PemKeyCertOptions().setCertValue(read(certificates)).setKeyValue(read(key));
    KeyManagerFactory factory;
    try {
      factory = pem.getKeyManagerFactory(vertx);
    } catch (RuntimeException e) {
      throw new TlsException(
          certificates.equals(key) ? certificates : key,
          "cannot be read as certificate and key in PEM: " + e.getMessage(),
          e);
    }
    checkPair((X509KeyManager) factory.getKeyManagers()[0], certificates);
    return factory;
  }

  private static Buffer read(Path file) throws TlsException {
    try {
      return Buffer.buffer(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new TlsException(
          file,
          "cannot be read; let TLS_CERTFILE and TLS_PRIVATE_KEYFILE name PEM files that the server"
              + " may read, or remove them",
          e);
    }
  }

  private static void checkPair(X509KeyManager manager, Path certificates)
      throws GeneralSecurityException, TlsException {
    for (String type : new String[] {"RSA", "EC"}) {
      String[] aliases = manager.getServerAliases(type, null);
      if (aliases != null && aliases.length > 0) {
        X509Certificate certificate = manager.getCertificateChain(aliases[0])[0];
        if (!pair(manager.getPrivateKey(aliases[0]), certificate.getPublicKey())) {
          break;
        }
        return;
      }
    }
    throw new TlsException(
        certificates, "the first certificate does not belong to the private key", null);
  }

  private static boolean pair(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
    if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
      return false;
    }
    String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    signature.update(PROBE);
    return signature.verify(signed);
  }

  private static ApplicationProtocolConfig alpn(String protocols) {
    if (protocols.isBlank()) {
      return ApplicationProtocolConfig.DISABLED;
    }
    // A client that offers something else is served all the same: ALPN is new to IMAP.
    return new ApplicationProtocolConfig(
        ApplicationProtocolConfig.Protocol.ALPN,
        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
        protocols.strip().split("[\\s,]+"));
  }

  private static void requestClientCertificate(
      SslContextBuilder builder, EffectiveSettings settings, UnaryOperator<Path> locate)
      throws TlsException {
    String verify = settings.text("TLS_VERIFYPEER");
    if (verify.isEmpty() || verify.equals("NONE")) {
      return;
    }
    Path trusted = locate.apply(Path.of(settings.text("TLS_TRUSTCERTS")));
    if (!Files.isRegularFile(trusted)) {
      throw new TlsException(
          trusted,
          "TLS_VERIFYPEER=" + verify + " needs TLS_TRUSTCERTS to name a PEM file of certificates",
          null);
    }
    try {
      builder.trustManager(trusted.toFile());
    } catch (IllegalArgumentException e) {
      throw new TlsException(trusted, "holds no certificate that can be read", e);
    }
    builder.clientAuth(verify.equals("REQUIREPEER") ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
  }

  /** A certificate, key or CA file that cannot be used. */
  static final class TlsException extends Exception {
    private final transient Path file;

    TlsException(Path file, String message, Throwable cause) {
      super(message, cause);
      this.file = file;
    }

    Path file() {
      return file;
    }
  }
}
