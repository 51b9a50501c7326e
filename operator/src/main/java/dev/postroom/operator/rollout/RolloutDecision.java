package dev.postroom.operator.rollout;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;

/** What has to be done so that the pods are as they shall be, and why. */
sealed interface RolloutDecision {

  /** There are no pods yet: they are made of this template. */
  record Create(PodTemplateSpec template) implements RolloutDecision {}

  /**
   * All is as it shall be.
   *
   * @param update what waits for the next roll, in words; empty if nothing does
   */
  record Nothing(String update) implements RolloutDecision {}

  /**
   * Files change and the pods stay: the running servers take them.
   *
   * @param files their names
   * @param update as in {@link Nothing}
   */
  record Live(List<String> files, String update) implements RolloutDecision {}

  /**
   * The pods are replaced, one after the other.
   *
   * @param template of the new ones
   * @param causes at least one
   */
  record Roll(PodTemplateSpec template, List<RestartCause> causes) implements RolloutDecision {}

  /**
   * The StatefulSet is deleted without its pods and made anew, since it cannot be changed in place.
   *
   * @param fields that cannot be changed
   */
  record Recreate(List<String> fields) implements RolloutDecision {}

  /**
   * The pods would have to be replaced, but new ones could not serve; so the old ones, which do,
   * stay with the files they have.
   *
   * @param causes why they would have to be replaced
   * @param why what is missing, and what to do
   */
  record Blocked(List<RestartCause> causes, String why) implements RolloutDecision {}

  /** It is being deleted; what comes next is decided when it is gone. */
  record AwaitDeletion() implements RolloutDecision {}
}
