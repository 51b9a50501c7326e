package dev.postroom.operator.peers;

import static dev.postroom.operator.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.Reports;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreshStartsTest {

  private static final Duration WARM_UP = Duration.ofMinutes(5);
  private static final Duration STEP = Duration.ofMinutes(4);

  @Test
  void whoStartsAgainAndAgainForAnHourIsNotWaitedForAnyMore() {
    var starts = FreshStarts.NONE;
    var now = NOON;
    for (; now.isBefore(NOON.plus(FreshStarts.PATIENCE)); now = now.plus(STEP)) {
      starts = seen(starts, pod(now, Duration.ofSeconds(1)), now);
      assertThat(starts.endless(now)).isEmpty();
    }

    assertThat(seen(starts, pod(now, Duration.ofSeconds(1)), now).endless(now))
        .containsExactly("mail-0");
  }

  @Test
  void whoRanForLongEnoughInBetweenMayStartAgain() {
    var later = NOON.plus(FreshStarts.PATIENCE);
    var starts = seen(FreshStarts.NONE, pod(NOON, Duration.ofSeconds(1)), NOON);
    starts = seen(starts, pod(NOON.plus(WARM_UP), WARM_UP), NOON.plus(WARM_UP));

    assertThat(seen(starts, pod(later, Duration.ofSeconds(1)), later).endless(later)).isEmpty();
  }

  @Test
  void silenceEndsNothingAndIsNoStart() {
    var later = NOON.plus(FreshStarts.PATIENCE);
    PodReport silent = new PodReport.Missing("mail-0", "timeout");
    var starts = seen(FreshStarts.NONE, pod(NOON, Duration.ofSeconds(1)), NOON);

    assertThat(seen(starts, silent, later).endless(later)).containsExactly("mail-0");
    assertThat(seen(FreshStarts.NONE, silent, later).since()).isEmpty();
  }

  @Test
  void aPodThatIsGoneIsForgotten() {
    var starts = seen(FreshStarts.NONE, pod(NOON, Duration.ofSeconds(1)), NOON);

    assertThat(starts.seen(List.of(), WARM_UP, NOON)).isEqualTo(FreshStarts.NONE);
  }

  private static FreshStarts seen(FreshStarts starts, PodReport pod, Instant now) {
    return starts.seen(List.of(pod), WARM_UP, now);
  }

  private static PodReport pod(Instant at, Duration running) {
    return new PodReport.Given(
        "mail-0", Reports.of("mail-0").at(at).startedAt(at.minus(running)).build());
  }
}
