package dev.postroom.operator.rollout;

import java.util.List;
import java.util.Optional;

/**
 * What is remembered of one server's rollout. The template is read back from its ConfigMap when the
 * operator starts anew; that a roll is under way shows in the StatefulSet.
 */
public final class RolloutMemory {

  private Optional<TemplateInForce> inForce = Optional.empty();
  private boolean rolling;
  private List<String> reasons = List.of();
  private RolloutState state = RolloutState.UNKNOWN;

  /** What was found when the rollout was looked at last. */
  public RolloutState state() {
    return state;
  }

  void state(RolloutState state) {
    this.state = state;
  }

  /** What the pods are made of. */
  Optional<TemplateInForce> inForce() {
    return inForce;
  }

  void inForce(TemplateInForce template) {
    inForce = Optional.of(template);
  }

  /** Pods are being replaced, for these reasons. */
  void began(List<String> reasons) {
    rolling = true;
    this.reasons = List.copyOf(reasons);
  }

  /** All pods are replaced. */
  void ended() {
    rolling = false;
    reasons = List.of();
  }

  /** Whether the pods were being replaced at the last look. */
  boolean rolling() {
    return rolling;
  }

  /** Why they are, in words; none if nobody remembers. */
  List<String> reasons() {
    return reasons;
  }
}
