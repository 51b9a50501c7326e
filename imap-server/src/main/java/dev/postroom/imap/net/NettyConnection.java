package dev.postroom.imap.net;

import dev.postroom.imap.net.ConnectionEvents.Handshake;
import dev.postroom.imap.session.Connection;
import dev.postroom.imap.tls.FinishedHandshake;
import dev.postroom.imap.tls.ServerTls;
import dev.postroom.imap.tls.TlsContext;
import dev.postroom.imap.tls.TlsContext.TlsIdentities;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A connection over a Netty channel. */
final class NettyConnection implements Connection {

  /** How long closing waits for the client to take what was sent before. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final Channel channel;
  private final Arrival arrival;
  private final Supplier<Optional<ServerTls>> startTls;
  private final ConnectionEvents events;
  private final SendWindow window;

  /** Null until there is TLS. */
  private volatile TlsIdentities identities;

  private volatile Deflation deflation;

  /** Whether what arrives now is dropped: the client sent it in the clear behind STARTTLS. */
  private volatile boolean discarding;

  /**
   * @param startTls the TLS that STARTTLS would start now, if any
   * @param events is told of handshakes and of what is sent
   * @param writeTimeout how long a client may take nothing of what is waiting for it
   */
  NettyConnection(
      Channel channel,
      Arrival arrival,
      Supplier<Optional<ServerTls>> startTls,
      ConnectionEvents events,
      Duration writeTimeout) {
    this.channel = channel;
    this.arrival = arrival;
    this.startTls = startTls;
    this.events = events;
    this.window = new SendWindow(writeTimeout);
  }

  @Override
  public InetSocketAddress remote() {
    return arrival.client();
  }

  @Override
  public InetSocketAddress local() {
    return arrival.server();
  }

  @Override
  public boolean encrypted() {
    return identities != null;
  }

  @Override
  public Optional<X509Certificate> clientCertificate() {
    return Optional.ofNullable(identities).flatMap(TlsIdentities::client);
  }

  @Override
  public Optional<X509Certificate> serverCertificate() {
    return Optional.ofNullable(identities).map(TlsIdentities::server);
  }

  @Override
  public boolean canStartTls() {
    // RFC 4978 section 3: TLS goes below compression, and cannot be put there afterwards.
    return !encrypted() && !compressed() && startTls.get().isPresent();
  }

  @Override
  public boolean compressed() {
    return deflation != null;
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    // Here and not on the event loop, which others wait for.
    ByteBuffer wire = compressed() ? deflation.deflate(bytes) : bytes;
    int size = wire.remaining();
    try {
      window.take(size);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    events.sent(size);
    channel
        .writeAndFlush(Unpooled.wrappedBuffer(wire))
        .addListener(sent -> window.sent(size, sent.cause()));
  }

  @Override
  public void pauseReading() {
    channel.config().setAutoRead(false);
  }

  @Override
  public void resumeReading() {
    channel.config().setAutoRead(true);
  }

  @Override
  public void startTls(ByteBuffer answer) throws IOException {
    ServerTls tls =
        startTls.get().orElseThrow(() -> new IOException("there is no certificate any more"));
    CompletableFuture<Void> done = new CompletableFuture<>();
    channel
        .eventLoop()
        .execute(
            () -> {
              discarding = true;
              // Written before the TLS handler is in place, so it leaves in the clear. What the
              // client has sent already and nobody has read yet will not pass for a handshake.
              channel.writeAndFlush(Unpooled.wrappedBuffer(answer));
              handshake(tls, done);
              channel.config().setAutoRead(true);
            });
    await(done, "STARTTLS");
  }

  /**
   * Puts TLS on the connection; on its event loop. When it fails, or takes longer than {@link
   * Listener#HANDSHAKE_TIMEOUT}, the connection is closed.
   *
   * @param done completes in any case, also when the client is gone by now
   */
  void handshake(ServerTls tls, CompletableFuture<Void> done) {
    TlsContext context = tls.at(arrival.server().getAddress());
    SslHandler handler = context.newHandler(channel.alloc());
    handler.setHandshakeTimeoutMillis(Listener.HANDSHAKE_TIMEOUT.toMillis());
    HandshakeTurn turn = HandshakeTurn.begin(channel.pipeline(), handler);
    handler
        .handshakeFuture()
        .addListener(
            handshake -> {
              if (handshake.isSuccess()) {
                identities = context.identities(handler);
                discarding = false;
                events.handshake(new Handshake.Done(FinishedHandshake.of(handler)));
                done.complete(null);
              } else {
                events.handshake(turn.shed() ? new Handshake.Shed() : new Handshake.Failed());
                channel.close();
                done.completeExceptionally(handshake.cause());
              }
            });
    // On a channel that is closed already no handshake begins, and thus none ends.
    channel
        .closeFuture()
        .addListener(closed -> done.completeExceptionally(new ClosedChannelException()));
  }

  @Override
  public void startCompression(ByteBuffer answer, Supplier<ByteBuffer> behind) throws IOException {
    CompletableFuture<Void> done = new CompletableFuture<>();
    channel
        .closeFuture()
        .addListener(closed -> done.completeExceptionally(new ClosedChannelException()));
    channel
        .eventLoop()
        .execute(
            () -> {
              channel.writeAndFlush(Unpooled.wrappedBuffer(answer));
              String session = channel.pipeline().context(SessionChannel.class).name();
              channel.pipeline().addBefore(session, Inflation.NAME, new Inflation());
              // Not before everything is in place: this is the session's again when it is inflated.
              ByteBuffer unread = behind.get();
              if (unread.hasRemaining()) {
                Inflation.feed(channel.pipeline(), Unpooled.wrappedBuffer(unread));
              }
              done.complete(null);
            });
    await(done, "COMPRESS");
    var started = new Deflation();
    channel.closeFuture().addListener(closed -> started.close());
    deflation = started;
  }

  private static void await(CompletableFuture<Void> done, String command) throws IOException {
    try {
      done.get();
    } catch (ExecutionException e) {
      throw new IOException(command + " failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted during " + command, e);
    }
  }

  boolean discarding() {
    return discarding;
  }

  /** The channel is closed: whoever waits to send wakes up. */
  void disconnected() {
    window.close();
  }

  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    closeAfter(channel, CLOSE_TIMEOUT);
  }

  @Override
  public void hangUp() {
    if (!channel.isOpen()) {
      return;
    }
    channel.config().setAutoRead(true);
    HangUp.afterWhatIsWritten(channel);
    closeAfter(channel, CLOSE_TIMEOUT);
  }

  /** Closes the channel then, unless it is closed before. */
  static void closeAfter(Channel channel, Duration timeout) {
    var deadline =
        channel
            .eventLoop()
            .schedule(() -> channel.close(), timeout.toMillis(), TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(closed -> deadline.cancel(false));
  }
}
