package dev.postroom.operator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** However late files come and however rarely mail programs try again. */
class MorningProperties {

  private static final String OFFICE = "203.0.113.7";
  private static final String OTHER = "203.0.113.8";

  @Property(tries = 40)
  void noLimitMoreThanDoublesWhatIsNeeded(
      @ForAll @IntRange(min = 1, max = 40) int base,
      @ForAll @IntRange(min = 1, max = 60) int people,
      @ForAll @IntRange(min = 1, max = 6) int connections,
      @ForAll @IntRange(min = 1, max = 100) int nearPercent,
      @ForAll @IntRange(min = 1, max = 6000) int lagMillis,
      @ForAll @IntRange(min = 200, max = 30_000) int retryMillis) {
    var morning = new Morning(base, nearPercent, Duration.ofMillis(lagMillis));
    morning.office(OFFICE, people, connections, Duration.ofMillis(retryMillis));
    morning.office(OTHER, 60, 5, Duration.ofMillis(700));

    morning.run(Duration.ofMinutes(3));

    assertThat(morning.limit(OFFICE, base))
        .isBetween(base, Math.max(base, 2 * people * connections));
  }
}
