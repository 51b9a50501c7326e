package dev.postroom.kubernetes.controller;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the conditions of a pod mean to those who count on it. */
public final class PodConditions {

  private PodConditions() {}

  /** Whether the pod has the condition Ready and is not on its way out. */
  public static boolean isReady(Pod pod) {
    return readySince(pod).isPresent() && !isTerminating(pod);
  }

  /** Whether the pod has been ready for {@code minimum}. */
  public static boolean isAvailable(Pod pod, Duration minimum, Instant now) {
    return isReady(pod)
        && readySince(pod).filter(since -> !since.plus(minimum).isAfter(now)).isPresent();
  }

  public static boolean isTerminating(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  /** Whether the pod's containers have ended for good. */
  public static boolean isFinished(Pod pod) {
    String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
    return "Failed".equals(phase) || "Succeeded".equals(phase);
  }

  private static Optional<Instant> readySince(Pod pod) {
    if (pod.getStatus() == null) {
      return Optional.empty();
    }
    return pod.getStatus().getConditions().stream()
        .filter(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()))
        .findFirst()
        .map(PodConditions::transition);
  }

  private static Instant transition(PodCondition condition) {
    String time = condition.getLastTransitionTime();
    return time == null ? Instant.EPOCH : Instant.parse(time);
  }
}
