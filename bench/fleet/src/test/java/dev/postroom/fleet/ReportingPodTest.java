package dev.postroom.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportingPodTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final ReportingPod pod = new ReportingPod("mail-0", NOON);

  @Test
  void theOfficeIsTurnedAwayUntilItsLimitIsEnough() {
    pod.busy();
    var refused = pod.report(NOON).peers().getFirst();
    assertThat(refused.connections()).isEqualTo(20);
    assertThat(refused.lastRefused()).contains(NOON);

    pod.mount(Map.of("imapaccess", "203.0.113.7\tallow,MAXCPERIP=40\n"), NOON.plusSeconds(2));
    assertThat(pod.raised()).contains(NOON.plusSeconds(2));
    assertThat(pod.report(NOON).peers().getFirst().lastRefused()).isPresent();

    pod.mount(Map.of("imapaccess", "203.0.113.7\tallow,MAXCPERIP=60\n"), NOON.plusSeconds(4));
    assertThat(pod.raised()).contains(NOON.plusSeconds(2));
    assertThat(pod.served()).contains(NOON.plusSeconds(4));
    var served = pod.report(NOON).peers().getFirst();
    assertThat(served.connections()).isEqualTo(60);
    assertThat(served.lastRefused()).isEmpty();
  }

  @Test
  void inCalmNobodyIsTurnedAway() {
    assertThat(pod.report(NOON).peers().getFirst().refused()).isZero();
  }
}
