package dev.postroom.operator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Offices that come all at once, where files take their time and mail programs try again rarely.
 */
class MorningTest {

  private static final String OFFICE = "203.0.113.7";
  private static final String OTHER = "203.0.113.8";

  @Test
  void anOfficeThatNeedsSixtyGetsSixtyFourInFourRoundsAndNoMoreAfterwards() {
    var morning = new Morning(4, 95, Duration.ofMillis(600));
    var office = morning.office(OFFICE, 12, 5, Duration.ofMillis(500));

    morning.run(Morning.INTERVAL.multipliedBy(4).plusMillis(1500));

    assertThat(office.open()).isEqualTo(60);
    assertThat(morning.looks()).isEqualTo(4);
    morning.run(Duration.ofMinutes(2));
    assertThat(morning.limit(OFFICE, 4)).isEqualTo(64);
  }

  @Test
  void whoTriesAgainOnlyOnceAMinuteIsAnsweredThoughOthersAreRaisedMeanwhile() {
    var morning = new Morning(20, 95, Duration.ofSeconds(5));
    morning.office(OTHER, 60, 5, Duration.ofMillis(500));
    var rare = morning.office(OFFICE, 7, 5, Duration.ofMinutes(1));

    morning.run(Duration.ofMinutes(2));

    assertThat(rare.open()).isEqualTo(35);
    assertThat(morning.limit(OFFICE, 20)).isEqualTo(40);
  }
}
