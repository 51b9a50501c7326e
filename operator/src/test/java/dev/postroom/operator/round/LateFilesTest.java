package dev.postroom.operator.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.limits.Effects;
import dev.postroom.operator.limits.Hold;
import dev.postroom.operator.limits.Reason;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LateFilesTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Optional<Hold> BEHIND =
      Optional.of(new Hold(Reason.LastRaiseNotApplied, "pod mail-0 lags"));

  @Test
  void filesThatArriveLateAreAFaultOnlyAfterAWhile() {
    var late = LateFiles.NONE.seen(BEHIND, NOON);
    var end = NOON.plus(Effects.PATIENCE);

    assertThat(late.seen(BEHIND, end).hold(BEHIND, end.minusSeconds(1))).isEqualTo(BEHIND);
    assertThat(late.seen(BEHIND, end).hold(BEHIND, end))
        .contains(
            new Hold(
                Reason.RaiseWithoutEffect,
                "pod mail-0 lags, for 2 minutes and longer; see the condition LimitsApplied and the"
                    + " pod's log"));
  }

  @Test
  void filesThatArrivedAreForgotten() {
    var late = LateFiles.NONE.seen(BEHIND, NOON).seen(Optional.empty(), NOON.plusSeconds(2));
    var end = NOON.plus(Effects.PATIENCE);

    assertThat(late.seen(BEHIND, end).hold(BEHIND, end)).isEqualTo(BEHIND);
  }

  @Test
  void anotherHoldKeepsItsName() {
    var missing = Optional.of(new Hold(Reason.ReportMissing, "no answer"));
    var late = LateFiles.NONE.seen(BEHIND, NOON);
    var end = NOON.plus(Effects.PATIENCE);

    assertThat(late.seen(missing, end).hold(missing, end)).isEqualTo(missing);
  }
}
