package dev.postroom.operator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Attackers who share an address with an office, or accounts with each other. */
class HostileNeighboursTest {

  private static final String OFFICE = "203.0.113.7";
  private static final int BASE = 20;
  private static final int PER_USER = 10;

  /** Behind one NAT nobody can tell them apart; what they add is what accounts they have. */
  @Test
  void stolenAccountsBehindAnOfficesNatEarnForThemselvesAndNoMore() {
    var morning = new Morning(BASE, 95, Duration.ofMillis(600));
    var office = morning.office(OFFICE, 10, 5, Duration.ofSeconds(2));
    morning.run(Duration.ofMinutes(1));
    for (int account = 0; account < 5; account++) {
      morning.program("stolen" + account, OFFICE, 200, Duration.ofSeconds(2));
    }

    morning.run(Duration.ofMinutes(3));

    assertThat(office.open()).isEqualTo(50);
    // Not all of them find a place among each other.
    assertThat(morning.limit(OFFICE, BASE)).isBetween(2 * 50, (10 + 5) * PER_USER);
  }

  @Test
  void oneAccountEarnsNothingAtAnyOfManyAddresses() {
    var morning = new Morning(BASE, 95, Duration.ofMillis(600));
    for (int address = 1; address <= 50; address++) {
      morning.program("stolen", "198.51.100." + address, 30, Duration.ofSeconds(5));
    }

    morning.run(Duration.ofMinutes(3));

    assertThat(morning.raised()).isEmpty();
    assertThat(morning.places()).isEqualTo(Morning.PLACES);
  }

  /** One connection more a minute, for longer than anything is remembered in a round. */
  @Test
  void aSlowRampGetsNoFurtherThanAFastOne() {
    var morning = new Morning(4, 95, Duration.ofMillis(600));
    for (int minute = 0; minute < 90; minute++) {
      morning.program("stolen", OFFICE, 1, Duration.ofSeconds(30));
      morning.run(Duration.ofMinutes(1));
    }

    assertThat(morning.limit(OFFICE, 4)).isEqualTo(PER_USER);
  }
}
