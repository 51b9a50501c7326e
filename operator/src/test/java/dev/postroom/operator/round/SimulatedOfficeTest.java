package dev.postroom.operator.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.Servers;
import dev.postroom.operator.limits.LimitRules;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Rounds over time: what an office gets that is turned away, tries again, and is let in. */
class SimulatedOfficeTest {

  private static final String OFFICE = "203.0.113.7";
  private static final String OTHER = "203.0.113.8";
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration LAG = Duration.ofMillis(600);

  @Test
  void anOfficeThatNeedsSixtyGetsSixtyFourInFourRoundsAndNoMoreAfterwards() {
    var server = new SimulatedServer(rules(4, 95), LAG);
    var office = server.office(OFFICE, 12, 60, Duration.ofMillis(500), Duration.ZERO);

    server.run(INTERVAL.multipliedBy(4).plusSeconds(1), INTERVAL);

    assertThat(office.served()).isTrue();
    assertThat(server.rounds()).isLessThanOrEqualTo(5);
    server.run(Duration.ofMinutes(2), INTERVAL);
    assertThat(server.granted(OFFICE)).isEqualTo(64);
  }

  @Test
  void whoTriesAgainOnlyOnceAMinuteIsAnsweredThoughOthersAreRaisedMeanwhile() {
    var server = new SimulatedServer(rules(20, 95), Duration.ofSeconds(5));
    server.office(OTHER, 50, 300, Duration.ofMillis(500), Duration.ZERO);
    var rare = server.office(OFFICE, 4, 35, Duration.ofMinutes(1), Duration.ofSeconds(3));

    server.run(Duration.ofSeconds(70), INTERVAL);

    assertThat(rare.served()).isTrue();
    assertThat(server.granted(OFFICE)).isEqualTo(40);
  }

  @Property(tries = 200)
  void noLimitMoreThanDoublesWhatWasNeededAtItsPeak(
      @ForAll @IntRange(min = 1, max = 40) int base,
      @ForAll @IntRange(min = 1, max = 300) int wanted,
      @ForAll @IntRange(min = 1, max = 50) int users,
      @ForAll @IntRange(min = 1, max = 100) int nearPercent,
      @ForAll @IntRange(max = 60) int lagSteps,
      @ForAll @IntRange(min = 1, max = 300) int retrySteps) {
    var server =
        new SimulatedServer(rules(base, nearPercent), SimulatedServer.STEP.multipliedBy(lagSteps));
    var retry = SimulatedServer.STEP.multipliedBy(retrySteps);
    server.office(OFFICE, users, wanted, retry, Duration.ZERO);
    server.office(OTHER, 50, 300, SimulatedServer.STEP.multipliedBy(7), Duration.ZERO);

    server.run(Duration.ofMinutes(3), INTERVAL);

    assertThat(server.granted(OFFICE)).isBetween(base, Math.max(base, 2 * wanted));
  }

  private static LimitRules rules(int limit, int nearPercent) {
    return LimitRules.of(
        Servers.spec(
                """
                connections:
                  maximum: 10000
                  perAddress: {limit: %d, autoRaise: {nearPercent: %d}}
                """
                    .formatted(limit, nearPercent))
            .connections());
  }
}
