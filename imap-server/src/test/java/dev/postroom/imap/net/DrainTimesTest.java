package dev.postroom.imap.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DrainTimesTest {

  private static final DrainTimes TIMES =
      new DrainTimes(Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(20));

  @Test
  void manyGoodbyesAreSpreadEvenly() {
    assertThat(TIMES.until(0, 10_000)).isZero();
    assertThat(TIMES.until(2_500, 10_000)).isEqualTo(Duration.ofMillis(2_500));
    assertThat(TIMES.until(10_000, 10_000)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void fewGoodbyesTakeNoLongerThanTheyNeed() {
    assertThat(TIMES.until(4, 5)).isEqualTo(DrainTimes.PAUSE.multipliedBy(4));
  }

  @Test
  void goodbyesForWhichTheGraceIsTooShortAreRefused() {
    assertThatThrownBy(
            () -> new DrainTimes(Duration.ZERO, Duration.ofSeconds(3), Duration.ofSeconds(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("postroom.drain-grace is PT2S, shorter than postroom.drain-spread, PT3S");
  }
}
