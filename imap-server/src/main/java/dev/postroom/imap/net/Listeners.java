package dev.postroom.imap.net;

import dev.postroom.imap.admission.Admission;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The listening sockets, and the event loops that carry every connection. */
public final class Listeners implements AutoCloseable {

  /** How many clients the kernel keeps waiting for accept. */
  private static final int BACKLOG = 1024;

  private final Admission admission;
  private final Transport transport = Transport.best();
  private final EventLoopGroup loops =
      transport.loops(Math.max(2, Runtime.getRuntime().availableProcessors()), "imap-net");
  private final RefusalLane refusals = new RefusalLane(new HandshakeBudget(System::nanoTime));
  private final ConnectionsByAddress byAddress =
      new ConnectionsByAddress(DeathRule.DEFAULT, KeepAlive.DEFAULT);
  private final OpenSessions sessions = new OpenSessions();
  private final ProxyHeaders proxyHeaders = new ProxyHeaders();
  private final Map<Listener, List<Channel>> open = new EnumMap<>(Listener.class);
  private boolean stopped;

  public Listeners(Admission admission) {
    this.admission = admission;
  }

  /**
   * Listens on all of these addresses, or on none.
   *
   * @throws IOException naming the address that cannot be had, and why; or when accepting has been
   *     stopped
   */
  public synchronized void open(
      Listener listener, List<InetSocketAddress> addresses, ListenerServices services)
      throws IOException {
    if (stopped) {
      throw new IOException("the server is stopping");
    }
    Reception reception =
        new Reception(listener, services, admission, refusals, sessions, byAddress, proxyHeaders);
    List<Channel> channels = new ArrayList<>();
    for (InetSocketAddress address : addresses) {
      var bound =
          transport
              .bootstrap(loops, KeepAlive.DEFAULT)
              .option(ChannelOption.SO_BACKLOG, BACKLOG)
              .option(ChannelOption.SO_REUSEADDR, true)
              .childOption(ChannelOption.TCP_NODELAY, true)
              .childHandler(reception)
              .bind(address)
              .awaitUninterruptibly();
      if (!bound.isSuccess()) {
        channels.forEach(Channel::close);
        throw new IOException(
            "cannot listen on %s port %d: %s"
                .formatted(address.getHostString(), address.getPort(), bound.cause().getMessage()),
            bound.cause());
      }
      channels.add(bound.channel());
    }
    open.put(listener, List.copyOf(channels));
  }

  /** Where it listens in fact, with the port the system chose where 0 was asked for. */
  public synchronized List<InetSocketAddress> addresses(Listener listener) {
    return open.getOrDefault(listener, List.of()).stream()
        .map(channel -> (InetSocketAddress) channel.localAddress())
        .toList();
  }

  /**
   * Stops accepting, then ends the sessions; returns when all are gone.
   *
   * @param hurry when this is down, everybody gets his goodbye at once
   */
  public void drain(DrainTimes times, CountDownLatch hurry) throws InterruptedException {
    stopAccepting();
    sessions.drain(times, hurry);
  }

  private synchronized void stopAccepting() {
    stopped = true;
    open.values()
        .forEach(channels -> channels.forEach(channel -> channel.close().awaitUninterruptibly()));
    open.clear();
  }

  /** Stops accepting and closes every connection; returns when their sessions have been told. */
  public void closeConnections() {
    stopAccepting();
    sessions.close();
  }

  /** Ends the event loops, once nobody uses a connection any more. */
  @Override
  public void close() {
    closeConnections();
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
