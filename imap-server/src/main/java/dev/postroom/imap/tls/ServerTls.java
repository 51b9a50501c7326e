package dev.postroom.imap.tls;

import io.netty.handler.ssl.SslProvider;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
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
    this(policy, tickets, TlsContext.BEST_PROVIDER);
  }

  /** With an engine of the caller's choice. */
  ServerTls(TlsPolicy policy, TicketKeys tickets, SslProvider provider) throws SSLException {
    this.policy = policy;
    Certificates certificates = policy.certificates();
    this.byDefault = new TlsContext(provider, policy, certificates, tickets);
    for (InetAddress local : certificates.byAddress().keySet()) {
      byAddress.put(local, new TlsContext(provider, policy, certificates.at(local), tickets));
    }
  }

  public TlsPolicy policy() {
    return policy;
  }

  /**
   * For a client that came to this address of the server.
   *
   * @param local as the client sees it, which behind a load balancer is not the socket's own
   */
  public TlsContext at(InetAddress local) {
    return byAddress.getOrDefault(local, byDefault);
  }
}
