package dev.postroom.operator.rollout;

import dev.postroom.crds.RolloutStatus.Phase;
import java.util.List;
import java.util.Optional;

/**
 * Where a rollout stands, for the status.
 *
 * @param phase where
 * @param reasons why pods are replaced; empty if nobody remembers
 * @param message what is waited for, and what to do; empty if nothing is
 * @param updated pods that are replaced already
 * @param total pods in all
 * @param update what waits for the next roll, in words; empty if nothing does
 * @param trouble what keeps a pod from being ready
 * @param alterations what others made of the template, in words
 */
public record RolloutState(
    Phase phase,
    List<String> reasons,
    String message,
    int updated,
    int total,
    String update,
    Optional<PodTrouble> trouble,
    List<String> alterations) {

  /** Before anything is known. */
  public static final RolloutState UNKNOWN =
      new RolloutState(Phase.Settled, List.of(), "", 0, 0, "", Optional.empty(), List.of());

  public RolloutState {
    reasons = List.copyOf(reasons);
    alterations = List.copyOf(alterations);
  }

  /** Whether nothing rolls, nothing waits for its turn, and no pod has trouble. */
  public boolean isCalm() {
    return phase == Phase.Settled && trouble.isEmpty();
  }
}
