package dev.postroom.imap.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Chooses the certificate of a handshake by the name that the client asks for. An alias is such a
 * name, {@value #DEFAULT} for none.
 */
final class CertificateSelection extends X509ExtendedKeyManager {

  /** No host name looks like this. */
  private static final String DEFAULT = "*";

  private final Certificates certificates;

  CertificateSelection(Certificates certificates) {
    this.certificates = certificates;
  }

  /** The certificate of a handshake that is done, whether or not it was shown once more. */
  X509Certificate chosen(SSLSession session) {
    return key(alias(session)).certificate();
  }

  @Override
  public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
    String alias = alias(engine.getHandshakeSession());
    return key(alias).key().getAlgorithm().equals(keyType) ? alias : null;
  }

  private String alias(SSLSession session) {
    return requestedName(session)
        .map(Certificates::normalized)
        .filter(certificates.byName()::containsKey)
        .orElse(DEFAULT);
  }

  private static Optional<String> requestedName(SSLSession session) {
    return session instanceof ExtendedSSLSession extended
        ? extended.getRequestedServerNames().stream()
            .filter(SNIHostName.class::isInstance)
            .map(name -> ((SNIHostName) name).getAsciiName())
            .findFirst()
        : Optional.empty();
  }

  private CertifiedKey key(String alias) {
    return certificates.named(alias);
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return key(alias).chain().toArray(X509Certificate[]::new);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return key(alias).key();
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return new String[] {DEFAULT};
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    throw notForSockets();
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    throw notForSockets();
  }

  @Override
  public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
    throw notForSockets();
  }

  private static UnsupportedOperationException notForSockets() {
    return new UnsupportedOperationException("only for the engine of a server");
  }
}
