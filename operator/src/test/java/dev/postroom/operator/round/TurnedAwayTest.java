package dev.postroom.operator.round;

import static dev.postroom.operator.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.Reports;
import dev.postroom.operator.peers.PodReport;
import dev.postroom.operator.peers.SourceTrust;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who was turned away just now, as a look remembers it. */
class TurnedAwayTest {

  @Test
  void whoWasTurnedAwayWithinAMinuteIsNamedAndTheOthersAreCounted() {
    var late = Optional.of(NOON.minusSeconds(59));
    var report =
        Reports.of("mail-0")
            .peer("203.0.113.1", 4, 1, late)
            .peer("203.0.113.2", 4, 1, Optional.of(NOON.minusSeconds(60)))
            .peer("203.0.113.3", 4, 1, late)
            .peer("203.0.113.4", 4, 1, late)
            .peer("203.0.113.5", 4, 1, late)
            .build();

    assertThat(TurnedAway.of(List.of(report))).isEqualTo("203.0.113.1 +3");
    assertThat(TurnedAway.of(List.of())).isEmpty();
  }

  @Test
  void aReportThatLiesOfTimesAndAddressesDoesNoHarm() {
    var report =
        Reports.of("mail-0")
            .at(Instant.MIN)
            .peer("x".repeat(100_000), 4, 1, Optional.of(Instant.MAX))
            .peer("203.0.113.1", 4, 1, Optional.of(Instant.MAX))
            .build();

    assertThat(TurnedAway.of(List.of(report))).isEqualTo("203.0.113.1");
  }

  @Test
  void aLookThatIsOverStillSaysWhoWasTurnedAwayAndHoldsNoPeers() {
    var report = Reports.of("mail-0").peer("203.0.113.1", 4, 1, Optional.of(NOON)).build();
    var memory = new ServerMemory();
    memory.look(
        new Look(
            NOON,
            List.of(new PodReport.Given("mail-0", report)),
            new SourceTrust.Unknown("no client was connected yet")));

    memory.forgetPeers();

    var kept = memory.look();
    assertThat(kept.turnedAway()).isEqualTo("203.0.113.1");
    assertThat(kept.given())
        .singleElement()
        .satisfies(
            given -> {
              assertThat(given.peers()).isEmpty();
              assertThat(given.truncated()).isTrue();
              assertThat(given.connections()).isEqualTo(report.connections());
            });
  }
}
