package dev.postroom.imap.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postroom.imap.admission.AddressBlock;
import dev.postroom.imap.admission.PeerAddress;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * With real sockets; those of the dead have a filter that keeps the kernel from hearing anything.
 */
class ConnectionsByAddressTest {

  private static final InetSocketAddress SOMEWHERE =
      new InetSocketAddress(InetAddress.ofLiteral("127.77.21.1"), 0);
  private static final AddressBlock OFFICE =
      AddressBlock.counted(PeerAddress.of(SOMEWHERE.getAddress()), 64);

  private static final DeathRule RULE =
      new DeathRule(Duration.ofMillis(500), Duration.ofSeconds(5), 2);

  private final ConnectionsByAddress connections =
      new ConnectionsByAddress(RULE, KeepAlive.DEFAULT);
  private final List<Channel> accepted = new CopyOnWriteArrayList<>();
  private EventLoopGroup loops;
  private Channel server;

  @BeforeEach
  void listen() throws Exception {
    assumeTrue(Transport.best() == Transport.EPOLL, "only epoll tells what the kernel knows");
    loops = Transport.EPOLL.loops(1, "test");
    server =
        Transport.EPOLL
            .bootstrap(loops, KeepAlive.DEFAULT)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    connections.add(OFFICE, channel);
                    accepted.add(channel);
                  }
                })
            .bind(SOMEWHERE)
            .sync()
            .channel();
  }

  @AfterEach
  void stop() {
    if (loops != null) {
      loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  @Test
  void ofThoseThatAreSilentOnlyTheDeadAreClosed() throws Exception {
    Channel quiet = connect();
    Channel dead = connect();
    Channel deadWithMailOnItsWay = connect();
    await().until(() -> accepted.size() == 3);
    DeafSocket.deafen(dead);
    DeafSocket.deafen(deadWithMailOnItsWay);
    of(deadWithMailOnItsWay).writeAndFlush(Unpooled.wrappedBuffer(new byte[] {1}));
    await().until(() -> accepted.stream().allMatch(ConnectionsByAddressTest::isSuspect));

    connections.closeDead(OFFICE);
    connections.closeDead(OFFICE);

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !of(dead).isOpen() && !of(deadWithMailOnItsWay).isOpen());
    assertThat(of(quiet).isOpen()).isTrue();
    assertThat(TcpHealth.of(of(quiet)).orElseThrow().unanswered()).isZero();
    assertThat(quiet.isOpen()).isTrue();
  }

  @Test
  void whoIsLeftInPeaceForAWhileIsAskedAgain() throws Exception {
    Channel first = connect();
    await().until(() -> accepted.size() == 1);
    connections.closeDead(OFFICE); // Not yet a suspect.
    DeafSocket.deafen(first);
    await().until(() -> isSuspect(of(first)));

    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              connections.closeDead(OFFICE);
              return !of(first).isOpen();
            });
  }

  private static boolean isSuspect(Channel channel) {
    return RULE.isSuspect(TcpHealth.of(channel).orElseThrow());
  }

  /** The server's side. */
  private Channel of(Channel client) {
    return accepted.stream()
        .filter(channel -> channel.remoteAddress().equals(client.localAddress()))
        .findFirst()
        .orElseThrow();
  }

  private Channel connect() throws InterruptedException {
    return new Bootstrap()
        .group(loops)
        .channel(EpollSocketChannel.class)
        .handler(new ChannelInboundHandlerAdapter())
        .connect(server.localAddress())
        .sync()
        .channel();
  }
}
