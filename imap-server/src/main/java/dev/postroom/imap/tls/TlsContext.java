package dev.postroom.imap.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.handler.ssl.util.SimpleKeyManagerFactory;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** TLS as clients of one of the server's addresses get it. Safe for use by many threads. */
public final class TlsContext {

  /**
   * BoringSSL where its library can be loaded, which is Linux on x86-64 and ARM, otherwise the
   * JDK's TLS: a handshake costs the former a fraction. The JDK seals tickets with keys of its own.
   */
  static final SslProvider BEST_PROVIDER =
      OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;

  private final CertificateSelection selection;
  private final SslContext context;
  private final byte[] basis;
  private final TicketKeys tickets;
  private volatile List<TicketKeys.Secret> inUse = List.of();

  /**
   * @param certificates those of the policy, as seen from one of the server's addresses
   */
  TlsContext(SslProvider provider, TlsPolicy policy, Certificates certificates, TicketKeys tickets)
      throws SSLException {
    this.selection = new CertificateSelection(certificates);
    this.basis = SessionBasis.of(policy);
    this.tickets = tickets;
    SslContextBuilder builder =
        SslContextBuilder.forServer(keyManagerFactory(provider, selection))
            .sslProvider(provider)
            .protocols(policy.versions().stream().map(TlsVersion::protocol).toList())
            .ciphers(suites(policy), SupportedCipherSuiteFilter.INSTANCE)
            .applicationProtocolConfig(alpn(policy.applicationProtocols()))
            .sessionCacheSize(policy.cachedSessions())
            .sessionTimeout(TicketKeys.LIFETIME.toSeconds());
    if (policy.clients().level() != ClientVerification.Level.NONE) {
      builder
          .trustManager(policy.clients().trusted())
          .clientAuth(
              policy.clients().level() == ClientVerification.Level.REQUIREPEER
                  ? ClientAuth.REQUIRE
                  : ClientAuth.OPTIONAL);
    }
    this.context = builder.build();
  }

  private static KeyManagerFactory keyManagerFactory(SslProvider provider, KeyManager manager) {
    KeyManagerFactory factory = new FixedKeyManagerFactory(manager);
    // Otherwise each handshake translates the key for BoringSSL anew.
    return provider == SslProvider.OPENSSL
        ? new OpenSslCachingX509KeyManagerFactory(factory)
        : factory;
  }

  private static List<String> suites(TlsPolicy policy) {
    return Stream.concat(
            Stream.of(
                "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"),
            policy.suites().stream().map(CipherSuite::name))
        .toList();
  }

  private static ApplicationProtocolConfig alpn(List<String> protocols) {
    if (protocols.isEmpty()) {
      return ApplicationProtocolConfig.DISABLED;
    }
    // A client that offers something else is served all the same: ALPN is new to IMAP.
    return new ApplicationProtocolConfig(
        Protocol.ALPN,
        SelectorFailureBehavior.NO_ADVERTISE,
        SelectedListenerFailureBehavior.ACCEPT,
        protocols);
  }

  /** A handler that does a handshake with the client at the other end, once it is in place. */
  public SslHandler newHandler(ByteBufAllocator allocator) {
    useTicketKeysOfToday();
    return context.newHandler(allocator);
  }

  private void useTicketKeysOfToday() {
    List<TicketKeys.Secret> secrets = tickets.secrets();
    if (secrets.equals(inUse)) {
      return;
    }
    if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
      // This also switches tickets on; and without tickets TLS 1.3 resumes nothing.
      sessions.setTicketKeys(
          secrets.stream()
              .map(secret -> secret.ticketKey(basis))
              .toArray(OpenSslSessionTicketKey[]::new));
    }
    inUse = secrets;
  }

  /**
   * What both sides know of each other once the handshake is done. Certificates that were not shown
   * again, since the session was resumed, are told all the same.
   */
  public TlsIdentities identities(SslHandler handler) {
    SSLSession session = handler.engine().getSession();
    return new TlsIdentities(selection.chosen(session), verifiedClient(session));
  }

  private static Optional<X509Certificate> verifiedClient(SSLSession session) {
    try {
      return Optional.of((X509Certificate) session.getPeerCertificates()[0]);
    } catch (SSLPeerUnverifiedException e) {
      // The only way in which a session tells that there is none.
      return Optional.empty();
    }
  }

  /**
   * @param server the certificate that the client was shown
   * @param client the client's, verified; empty where it has shown none
   */
  public record TlsIdentities(X509Certificate server, Optional<X509Certificate> client) {}

  /** Netty takes key managers from a factory only. */
  private static final class FixedKeyManagerFactory extends SimpleKeyManagerFactory {

    private final KeyManager manager;

    FixedKeyManagerFactory(KeyManager manager) {
      this.manager = manager;
    }

    @Override
    protected void engineInit(KeyStore store, char[] password) {}

    @Override
    protected void engineInit(ManagerFactoryParameters parameters) {}

    @Override
    protected KeyManager[] engineGetKeyManagers() {
      return new KeyManager[] {manager};
    }
  }
}
