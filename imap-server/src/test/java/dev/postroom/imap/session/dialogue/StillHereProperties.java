package dev.postroom.imap.session.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class StillHereProperties {

  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  @Property
  void theIntervalIsShortenedByAQuarterAtMostAndNeverExceeded(
      @ForAll @IntRange(min = 1, max = 1740) int seconds,
      @ForAll int address,
      @ForAll @IntRange(max = 65_535) int port) {
    Duration interval = Duration.ofSeconds(seconds);
    assertThat(Duration.between(NOW, StillHere.next(NOW, interval, client(address, port))))
        .isBetween(interval.multipliedBy(3).dividedBy(4), interval);
  }

  @Example
  void clientsOfOneAddressAreNotAllToldAtOnce() {
    long moments =
        IntStream.range(0, 1000)
            .mapToObj(i -> StillHere.next(NOW, Duration.ofMinutes(2), client(7, 40_000 + i)))
            .distinct()
            .count();
    assertThat(moments).isGreaterThan(100);
  }

  @Example
  void zeroMeansNever() {
    assertThat(StillHere.next(NOW, Duration.ZERO, client(7, 7))).isEqualTo(Instant.MAX);
  }

  private static InetSocketAddress client(int address, int port) {
    try {
      byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt(address).array();
      return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
