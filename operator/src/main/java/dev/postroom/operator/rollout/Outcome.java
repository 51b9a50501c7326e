package dev.postroom.operator.rollout;

import dev.postroom.crds.RolloutStatus.Phase;
import java.util.List;

/**
 * What came of a decision.
 *
 * @param phase unless the StatefulSet says more
 * @param reasons why pods have to be replaced
 * @param message what is waited for
 * @param update what waits for the next roll
 * @param held whether the pods' files stay as they are, since the new ones belong to the new
 *     template
 * @param hasStatefulSet whether there shall be one now
 */
record Outcome(
    Phase phase,
    List<String> reasons,
    String message,
    String update,
    boolean held,
    boolean hasStatefulSet) {

  static Outcome settled(String update) {
    return new Outcome(Phase.Settled, List.of(), "", update, false, true);
  }

  static Outcome held(Phase phase, List<RestartCause> causes, String message) {
    return new Outcome(
        phase, causes.stream().map(RestartCause::words).toList(), message, "", true, true);
  }

  static Outcome recreating(String message) {
    return new Outcome(Phase.Recreating, List.of(), message, "", false, false);
  }
}
