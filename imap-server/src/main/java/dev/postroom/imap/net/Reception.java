package dev.postroom.imap.net;

import dev.postroom.imap.admission.Admission;
import dev.postroom.imap.admission.Decision;
import dev.postroom.imap.admission.Decision.Admitted;
import dev.postroom.imap.admission.Decision.Refused;
import dev.postroom.imap.admission.PeerAddress;
import dev.postroom.imap.session.dialogue.ImapSession;
import dev.postroom.imap.tls.ServerTls;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Receives whoever connects to one kind of listener: asks for admission at once, before a byte is
 * read and before any handshake, so that a client which never finishes its handshake takes a place
 * of its address like any other.
 */
final class Reception extends ChannelInitializer<Channel> {

  /** Courier's SOCKET_TIMEOUT: how long a client may read nothing while something waits for it. */
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(60);

  private final Listener listener;
  private final ListenerServices services;
  private final Admission admission;
  private final RefusalLane refusals;
  private final OpenSessions sessions;

  Reception(
      Listener listener,
      ListenerServices services,
      Admission admission,
      RefusalLane refusals,
      OpenSessions sessions) {
    this.listener = listener;
    this.services = services;
    this.admission = admission;
    this.refusals = refusals;
    this.sessions = sessions;
  }

  @Override
  protected void initChannel(Channel channel) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress from)) {
      // Gone between accept and here; there is nobody to ask for.
      channel.close();
      return;
    }
    Optional<ServerTls> tls = listener == Listener.IMAPS ? services.tls().get() : Optional.empty();
    if (listener == Listener.IMAPS && tls.isEmpty()) {
      channel.close();
      return;
    }
    Decision decision = admission.decide(from.getAddress(), services.rules().get());
    switch (decision) {
      case Admitted admitted -> admit(channel, from, admitted, tls);
      case Refused refused -> {
        services.events().refused(from, refused);
        refusals.refuse(channel, tls, RefusalText.of(refused, PeerAddress.of(from.getAddress())));
      }
    }
  }

  private void admit(
      Channel channel, InetSocketAddress from, Admitted admitted, Optional<ServerTls> tls) {
    services.events().admitted(from, admitted);
    channel
        .closeFuture()
        .addListener(
            closed -> {
              admitted.lease().close();
              services.events().closed(from);
            });
    NettyConnection connection = new NettyConnection(channel, services.tls(), WRITE_TIMEOUT);
    if (tls.isEmpty()) {
      begin(channel, connection);
      return;
    }
    channel.pipeline().addLast(new ClientFaults());
    CompletableFuture<Void> handshake = new CompletableFuture<>();
    handshake.thenRun(() -> begin(channel, connection));
    connection.handshake(tls.get(), handshake);
  }

  private void begin(Channel channel, NettyConnection connection) {
    ImapSession session = services.sessions().apply(connection);
    channel.pipeline().addLast(new SessionChannel(connection, session));
    sessions.add(session, channel);
    session.start();
    // Not the pipeline's own event, which is over when the client is gone before this point.
    channel
        .closeFuture()
        .addListener(
            closed -> {
              connection.disconnected();
              session.disconnected();
            });
  }
}
