package dev.postroom.kubernetes.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrashBackOffTest {

  private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");

  private final CrashBackOff backOff =
      new CrashBackOff(Duration.ofSeconds(10), Duration.ofMinutes(5));

  @Test
  void theFirstRestartIsAtOnceAndTheWaitThenDoublesToFiveMinutes() {
    List<Long> seconds = new ArrayList<>();
    for (int crash = 0; crash < 8; crash++) {
      seconds.add(backOff.ended(START, START.plusSeconds(1)).toSeconds());
    }
    assertThat(seconds).containsExactly(0L, 10L, 20L, 40L, 80L, 160L, 300L, 300L);
  }

  @Test
  void aLongRunForgivesEarlierCrashes() {
    backOff.ended(START, START.plusSeconds(1));
    backOff.ended(START, START.plusSeconds(1));
    assertThat(backOff.ended(START, START.plus(Duration.ofMinutes(10)))).isEqualTo(Duration.ZERO);
  }
}
