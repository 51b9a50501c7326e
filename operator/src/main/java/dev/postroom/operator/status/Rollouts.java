package dev.postroom.operator.status;

import dev.postroom.crds.RolloutStatus;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The rollout in the status. */
final class Rollouts {

  private Rollouts() {}

  /**
   * The rollout.
   *
   * @param before as it was written last; the phase's beginning goes on
   */
  static RolloutStatus of(Observed observed, Optional<RolloutStatus> before) {
    var state = observed.rollout();
    var since =
        before
            .filter(written -> written.phase() == state.phase())
            .map(RolloutStatus::since)
            .orElseGet(() -> observed.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return new RolloutStatus(
        state.phase(),
        BoundedText.reasons(state.reasons()),
        orNull(state.message()),
        since,
        state.updated(),
        state.total(),
        orNull(state.update()));
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : BoundedText.of(text);
  }
}
