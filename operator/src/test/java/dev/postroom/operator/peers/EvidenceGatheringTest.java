package dev.postroom.operator.peers;

import static dev.postroom.operator.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.operator.Reports;
import dev.postroom.operator.limits.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvidenceGatheringTest {

  private static final String OFFICE = "203.0.113.7";

  private final EvidenceGathering gathering = new EvidenceGathering(64, Duration.ofSeconds(2));

  @Test
  void aRefusalCountsInTheRoundAfterItHappenedOnly() {
    var report = Reports.of("mail-0").peer(OFFICE, 4, 3, Optional.of(NOON.minusSeconds(1))).build();

    assertThat(refused(List.of(report), Map.of())).isTrue();
    assertThat(refused(List.of(report), Map.of("mail-0", NOON.minusSeconds(2)))).isTrue();
    assertThat(refused(List.of(report), Map.of("mail-0", NOON))).isFalse();
  }

  @Test
  void theBusiestPodCountsForConnectionsAndUsers() {
    var reports =
        List.of(
            Reports.of("mail-0").peer(OFFICE, 4, 3, Optional.of(NOON)).build(),
            Reports.of("mail-1").peer(OFFICE, 2, 5, Optional.empty()).build());

    assertThat(gathering.gather(reports, Map.of()))
        .containsExactly(new Evidence(OFFICE, 4, 5, 8, 0, 31, true));
  }

  @Test
  void addressesOfOneIpv6PrefixAreOnePeer() {
    var report = Reports.of("mail-0").peer("2001:db8:1:2::a", 4).peer("2001:db8:1:2::b", 2).build();

    assertThat(gathering.gather(List.of(report), Map.of()))
        .extracting(Evidence::peer, Evidence::connections)
        .containsExactly(tuple("2001:db8:1:2:0:0:0:0/64", 4));
  }

  private boolean refused(List<PeerReport> reports, Map<String, Instant> lastLooks) {
    return gathering.gather(reports, lastLooks).getFirst().refusedSinceLastRound();
  }
}
