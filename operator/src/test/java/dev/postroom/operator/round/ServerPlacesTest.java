package dev.postroom.operator.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.Reports;
import dev.postroom.operator.limits.Maximum;
import dev.postroom.operator.limits.MaximumDecision;
import dev.postroom.operator.limits.MaximumReason;
import dev.postroom.operator.limits.MaximumRules;
import dev.postroom.operator.peers.PodReport;
import dev.postroom.operator.peers.SourceTrust;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerPlacesTest {

  private static final Duration STALE = Duration.ofSeconds(30);
  private static final MaximumRules RULES =
      new MaximumRules(400, 2000, 10, 6000, Duration.ofHours(1), STALE);

  @Test
  void aPodThatIsNearlyFullNowHasItsPlacesDoubled() {
    assertThat(decision(Reports.NOON).map(decision -> decision.maximum().connections()))
        .contains(800);
  }

  @Test
  void aReportThatIsTooOldCountsAsMissing() {
    var fresh = pod("mail-0", Reports.NOON);
    var stale = pod("mail-1", Reports.NOON.minus(STALE).minusSeconds(1));

    assertThat(decision(fresh, stale).map(MaximumDecision::reason))
        .contains(MaximumReason.ReportMissing);
    assertThat(decision(stale).map(decision -> decision.maximum().connections())).contains(400);
  }

  private static Optional<MaximumDecision> decision(Instant told) {
    return decision(pod("mail-0", told));
  }

  private static Optional<MaximumDecision> decision(PodReport... pods) {
    var places = new ServerPlaces();
    places.maximum(Maximum.asSpecified(400, Reports.NOON));
    return places.decide(
        RULES, new Look(Reports.NOON, List.of(pods), new SourceTrust.Unknown("not asked")));
  }

  private static PodReport pod(String name, Instant told) {
    return new PodReport.Given(
        name, Reports.of(name).at(told).peer("203.0.113.7", 380, 76, Optional.empty()).build());
  }
}
