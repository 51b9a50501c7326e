package dev.postroom.imap.net;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.imap.admission.Decision.Admitted;
import dev.postroom.imap.admission.Decision.Refused;
import dev.postroom.imap.config.TestCertificates;
import dev.postroom.imap.tls.ServerTls;
import dev.postroom.imap.tls.TestTls;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NettyConnectionTest {

  private static final InetSocketAddress SOMEBODY = new InetSocketAddress("203.0.113.7", 40_000);

  @TempDir Path scratch;

  @Test
  void startTlsEndsWhenTheClientIsGoneBeforeTheHandshakeBegins() throws Exception {
    ServerTls tls = TestTls.of(TestCertificates.certified(scratch, "localhost"));
    EmbeddedChannel channel = new EmbeddedChannel();
    NettyConnection connection =
        new NettyConnection(
            channel,
            new Arrival(SOMEBODY, SOMEBODY, Optional.empty()),
            () -> Optional.of(tls),
            new Unheard(),
            Duration.ofMinutes(1));
    channel.close();

    CompletableFuture<Void> upgrade = CompletableFuture.runAsync(() -> startTls(connection));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              channel.runPendingTasks();
              return upgrade.isDone();
            });

    assertThatThrownBy(upgrade::join)
        .isInstanceOf(CompletionException.class)
        .hasRootCauseInstanceOf(java.nio.channels.ClosedChannelException.class);
  }

  private static void startTls(NettyConnection connection) {
    try {
      connection.startTls(ByteBuffer.allocate(0));
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static final class Unheard implements ConnectionEvents {

    @Override
    public void arrived(Arrival arrival) {}

    @Override
    public void admitted(InetSocketAddress from, Admitted decision) {}

    @Override
    public void refused(InetSocketAddress from, Refused decision) {}

    @Override
    public void closed(InetSocketAddress from) {}
  }
}
