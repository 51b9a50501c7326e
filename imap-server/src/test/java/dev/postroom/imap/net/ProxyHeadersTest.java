package dev.postroom.imap.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.admission.Decision.ProxyRefused;
import dev.postroom.imap.admission.Decision.ProxyRefused.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProxyHeadersTest {

  private static final InetSocketAddress BALANCER = new InetSocketAddress("10.0.0.9", 50_000);
  private static final InetSocketAddress LOCAL = new InetSocketAddress("10.0.1.1", 143);
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final ProxyHeaders headers = new ProxyHeaders();
  private final List<Object> outcomes = new ArrayList<>();

  @Test
  void whatCameBehindTheHeaderGoesThroughThePipelineFromItsHead() {
    EmbeddedChannel channel = waiting();

    channel.writeInbound(text("PROXY TCP4 203.0.113.7 198.51.100.1 40000 143\r\na NOOP\r\n"));
    channel.runPendingTasks();

    assertThat(outcomes)
        .containsExactly(
            new Arrival(
                new InetSocketAddress("203.0.113.7", 40_000),
                new InetSocketAddress("198.51.100.1", 143),
                Optional.of(BALANCER)));
    assertThat(channel.pipeline().names()).containsExactly("DefaultChannelPipeline$TailContext#0");
    ByteBuf behind = channel.readInbound();
    assertThat(behind.toString(US_ASCII)).isEqualTo("a NOOP\r\n");
    behind.release();
  }

  @Test
  void aHeaderMayComeByteByByte() {
    EmbeddedChannel channel = waiting();

    for (char c : "PROXY TCP6 2001:db8::7 2001:db8::1 40000 143\r\n".toCharArray()) {
      channel.writeInbound(text(String.valueOf(c)));
    }
    channel.runPendingTasks();

    assertThat(outcomes)
        .singleElement()
        .isInstanceOfSatisfying(
            Arrival.class,
            arrival ->
                assertThat(arrival.client())
                    .isEqualTo(new InetSocketAddress("2001:db8::7", 40_000)));
  }

  @Test
  void theDeadlineIsForTheWholeHeader() {
    EmbeddedChannel silent = waiting();
    EmbeddedChannel slow = waiting();
    slow.writeInbound(text("PROXY TCP4 203.0.113.7"));

    for (EmbeddedChannel channel : List.of(silent, slow)) {
      channel.advanceTimeBy(DEADLINE.toMillis() - 1, TimeUnit.MILLISECONDS);
      channel.runScheduledPendingTasks();
    }
    assertThat(outcomes).isEmpty();
    for (EmbeddedChannel channel : List.of(silent, slow)) {
      channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
      channel.runScheduledPendingTasks();
    }

    assertThat(outcomes)
        .containsExactly(
            new ProxyRefused(Problem.NO_HEADER, "no complete header within 5000 ms"),
            new ProxyRefused(Problem.BAD_HEADER, "no complete header within 5000 ms"));
    assertThat(slow.isOpen()).isFalse();
  }

  @Test
  void thereIsRoomForSoManyAndOneWhoLeavesMakesRoom() {
    List<EmbeddedChannel> full = new ArrayList<>();
    for (int i = 0; i < ProxyHeaders.PLACES; i++) {
      full.add(waiting());
    }
    assertThat(outcomes).isEmpty();

    waiting();
    assertThat(outcomes)
        .containsExactly(new ProxyRefused(Problem.TOO_MANY_WAITING, "1024 others wait"));

    full.getFirst().close();
    waiting();
    full.getLast().writeInbound(text("PROXY UNKNOWN\r\n"));
    full.getLast().runPendingTasks();
    waiting();

    assertThat(outcomes.subList(1, outcomes.size()))
        .containsExactly(new Arrival(BALANCER, LOCAL, Optional.empty()));
  }

  @Test
  void whoOnlyAsksWhetherThePortIsOpenIsNotRefused() {
    waiting().close();

    assertThat(outcomes).isEmpty();
  }

  private EmbeddedChannel waiting() {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.freezeTime();
    headers.await(
        channel,
        BALANCER,
        LOCAL,
        DEADLINE,
        new ProxyHeaders.Outcome() {
          @Override
          public void arrived(Arrival arrival) {
            outcomes.add(arrival);
          }

          @Override
          public void refused(ProxyRefused cause) {
            outcomes.add(cause);
          }
        });
    return channel;
  }

  private static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, US_ASCII);
  }
}
