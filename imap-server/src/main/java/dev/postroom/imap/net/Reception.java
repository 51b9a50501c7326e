package dev.postroom.imap.net;

import dev.postroom.contract.proxy.ProxyProtocol;
import dev.postroom.imap.admission.AddressBlock;
import dev.postroom.imap.admission.AddressRules;
import dev.postroom.imap.admission.Admission;
import dev.postroom.imap.admission.Decision.Admitted;
import dev.postroom.imap.admission.Decision.Lease;
import dev.postroom.imap.admission.Decision.ProxyRefused;
import dev.postroom.imap.admission.Decision.ProxyRefused.Problem;
import dev.postroom.imap.admission.Decision.Refused;
import dev.postroom.imap.admission.PeerAddress;
import dev.postroom.imap.session.dialogue.ImapSession;
import dev.postroom.imap.tls.ServerTls;
import dev.postroom.imap.tls.TlsContext;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Receives whoever connects to one kind of listener: asks for admission at once, before a byte is
 * read and before any handshake, so that a client which never finishes its handshake takes a place
 * of its address like any other. Where a load balancer has to say first who the client is, this
 * begins with that client when its header is read.
 */
final class Reception extends ChannelInitializer<Channel> {

  /** Courier's SOCKET_TIMEOUT: how long a client may read nothing while something waits for it. */
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(60);

  private final Listener listener;
  private final ListenerServices services;
  private final Admission admission;
  private final RefusalLane refusals;
  private final OpenSessions sessions;
  private final ConnectionsByAddress byAddress;
  private final ProxyHeaders proxyHeaders;

  Reception(
      Listener listener,
      ListenerServices services,
      Admission admission,
      RefusalLane refusals,
      OpenSessions sessions,
      ConnectionsByAddress byAddress,
      ProxyHeaders proxyHeaders) {
    this.listener = listener;
    this.services = services;
    this.admission = admission;
    this.refusals = refusals;
    this.sessions = sessions;
    this.byAddress = byAddress;
    this.proxyHeaders = proxyHeaders;
  }

  @Override
  protected void initChannel(Channel channel) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress from)
        || !(channel.localAddress() instanceof InetSocketAddress local)) {
      // Gone between accept and here; there is nobody to ask for.
      channel.close();
      return;
    }
    ProxyProtocol proxy = services.proxy().get();
    Optional<Duration> deadline = proxy.deadlineAt(local);
    Arrival direct = new Arrival(from, local, Optional.empty());
    if (deadline.isEmpty()) {
      receive(channel, direct);
    } else if (proxy.trusts(from.getAddress())) {
      proxyHeaders.await(channel, from, local, deadline.get(), outcome(channel, direct));
    } else {
      refuseProxy(
          channel, direct, new ProxyRefused(Problem.UNTRUSTED, "not among the trusted proxies"));
    }
  }

  private ProxyHeaders.Outcome outcome(Channel channel, Arrival balancer) {
    return new ProxyHeaders.Outcome() {
      @Override
      public void arrived(Arrival arrival) {
        receive(channel, arrival);
      }

      @Override
      public void refused(ProxyRefused cause) {
        refuseProxy(channel, balancer, cause);
      }
    };
  }

  private void refuseProxy(Channel channel, Arrival balancer, ProxyRefused cause) {
    AddressRules rules = services.rules().apply(balancer.server());
    refuse(channel, balancer, counted(balancer.client(), rules), cause);
  }

  private void receive(Channel channel, Arrival arrival) {
    Optional<ServerTls> tls = implicitTls();
    if (listener.implicitTls() && tls.isEmpty()) {
      channel.close();
      return;
    }
    services.events().arrived(arrival);
    InetSocketAddress client = arrival.client();
    AddressRules rules = services.rules().apply(arrival.server());
    AddressBlock counted = counted(client, rules);
    switch (admission.decide(client.getAddress(), rules)) {
      case Admitted admitted -> {
        byAddress.add(counted, channel);
        admit(channel, arrival, admitted, tls);
      }
      case Refused refused -> {
        byAddress.closeDead(counted);
        refuse(channel, arrival, counted, refused);
      }
    }
  }

  private static AddressBlock counted(InetSocketAddress from, AddressRules rules) {
    return AddressBlock.counted(PeerAddress.of(from.getAddress()), rules.server().ipv6Prefix());
  }

  private Optional<ServerTls> implicitTls() {
    return listener.implicitTls() ? services.tls().get() : Optional.empty();
  }

  private void refuse(Channel channel, Arrival arrival, AddressBlock counted, Refused cause) {
    InetSocketAddress from = arrival.client();
    services.events().refused(from, cause);
    Optional<TlsContext> tls = implicitTls().map(each -> each.at(arrival.server().getAddress()));
    if (listener.implicitTls() && tls.isEmpty()) {
      channel.close();
    } else if (channel.isOpen()) {
      String words = RefusalText.of(cause, PeerAddress.of(from.getAddress()));
      refusals.refuse(channel, counted, tls, words);
    }
  }

  private void admit(Channel channel, Arrival arrival, Admitted admitted, Optional<ServerTls> tls) {
    InetSocketAddress from = arrival.client();
    services.events().admitted(from, admitted);
    channel
        .closeFuture()
        .addListener(
            closed -> {
              admitted.lease().close();
              services.events().closed(from);
            });
    admitted.lease().whenWanted(channel::close);
    NettyConnection connection =
        new NettyConnection(channel, arrival, services.tls(), services.events(), WRITE_TIMEOUT);
    if (tls.isEmpty()) {
      begin(channel, connection, admitted.lease());
      return;
    }
    channel.pipeline().addLast(new ClientFaults());
    CompletableFuture<Void> handshake = new CompletableFuture<>();
    handshake.thenRun(() -> begin(channel, connection, admitted.lease()));
    connection.handshake(tls.get(), handshake);
  }

  private void begin(Channel channel, NettyConnection connection, Lease lease) {
    ImapSession session = services.sessions().apply(connection, lease);
    channel.pipeline().addLast(new SessionChannel(connection, session, services.events()));
    // Not the pipeline's own event, which is over when the client is gone before this point; and
    // before the session counts as gone, for then its threads may end.
    channel
        .closeFuture()
        .addListener(
            closed -> {
              connection.disconnected();
              session.disconnected();
            });
    sessions.add(session, channel);
    lease.whenWanted(session::hurryLogin);
    session.start();
  }
}
