package dev.postroom.imap.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransportTest {

  private static final KeepAlive KEEP_ALIVE =
      new KeepAlive(Duration.ofSeconds(70), Duration.ofSeconds(10), 3);

  @ParameterizedTest
  @EnumSource
  void itsConnectionsAreKeptAliveAsWanted(Transport transport) throws Exception {
    assumeTrue(transport == Transport.NIO || Epoll.isAvailable());

    assertThat(
            accepted(
                transport,
                switch (transport) {
                  case EPOLL ->
                      Map.of(
                          EpollChannelOption.TCP_KEEPIDLE, 70,
                          EpollChannelOption.TCP_KEEPINTVL, 10,
                          EpollChannelOption.TCP_KEEPCNT, 3,
                          EpollChannelOption.TCP_USER_TIMEOUT, 100_000,
                          ChannelOption.SO_KEEPALIVE, true);
                  case NIO ->
                      Map.of(
                          NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE),
                          70,
                          NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL),
                          10,
                          NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT),
                          3,
                          ChannelOption.SO_KEEPALIVE,
                          true);
                }))
        .isTrue();
  }

  @Test
  void onLinuxThatNettysLibraryIsForTheKernelIsAsked() {
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").matches("amd64|aarch64"));

    assertThat(Transport.best()).isEqualTo(Transport.EPOLL);
  }

  /** Whether a connection is accepted that has these options. */
  private static boolean accepted(Transport transport, Map<ChannelOption<?>, ?> options)
      throws Exception {
    EventLoopGroup loops = transport.loops(1, "test");
    try {
      CompletableFuture<Channel> accepted = new CompletableFuture<>();
      Channel server =
          transport
              .bootstrap(loops, KEEP_ALIVE)
              .childHandler(
                  new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                      accepted.complete(channel);
                    }
                  })
              .bind(new InetSocketAddress(InetAddress.ofLiteral("127.77.22.1"), 0))
              .sync()
              .channel();
      InetSocketAddress address = (InetSocketAddress) server.localAddress();
      try (Socket _ = new Socket(address.getAddress(), address.getPort())) {
        Channel channel = accepted.get(60, TimeUnit.SECONDS);
        options.forEach(
            (option, value) ->
                assertThat(channel.config().getOption(option)).as("%s", option).isEqualTo(value));
        return channel.isOpen();
      }
    } finally {
      loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }
}
