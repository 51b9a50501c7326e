package dev.postroom.imap.tls;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** The server's side of TLS, by one policy. Safe for use by many threads. */
public final class ServerTls {

  private final TlsPolicy policy;
  private final TlsContext byDefault;
  private final Map<InetAddress, TlsContext> byAddress = new HashMap<>();

  /**
   * @param tickets shared by all that may resume each other's sessions
   * @throws SSLException when the engine takes something of the policy amiss
   */
  public ServerTls(TlsPolicy policy, TicketKeys tickets) throws SSLException {
    this.policy = policy;
    this.byDefault = new TlsContext(policy, policy.certificates(), tickets);
    for (InetAddress local : policy.certificates().byAddress().keySet()) {
      byAddress.put(local, new TlsContext(policy, policy.certificates().at(local), tickets));
    }
  }

  public TlsPolicy policy() {
    return policy;
  }

  /** A handler that does a handshake with the client at the other end, once it is in place. */
  public SslHandler newHandler(Channel channel) {
    return context(channel).newHandler(channel.alloc());
  }

  /**
   * What both sides know of each other once the handshake is done. Certificates that were not shown
   * again, since the session was resumed, are told all the same.
   */
  public TlsIdentities identities(Channel channel, SslHandler handler) {
    return context(channel).identities(handler.engine().getSession());
  }

  private TlsContext context(Channel channel) {
    return Optional.ofNullable(channel.localAddress())
        .filter(InetSocketAddress.class::isInstance)
        .map(local -> byAddress.get(((InetSocketAddress) local).getAddress()))
        .orElse(byDefault);
  }

  /**
   * @param server the certificate that the client was shown
   * @param client the client's, verified; empty where it has shown none
   */
  public record TlsIdentities(X509Certificate server, Optional<X509Certificate> client) {}
}
