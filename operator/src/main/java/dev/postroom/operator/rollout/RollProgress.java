package dev.postroom.operator.rollout;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far the StatefulSet's controller is.
 *
 * @param rolling whether some pods are still to be replaced, or new ones to get ready
 * @param updated pods of the newest template
 * @param ready pods that serve
 * @param total pods that there shall be
 * @param trouble why a pod of the newest template does not get ready
 */
record RollProgress(
    boolean rolling, int updated, int ready, int total, Optional<PodTrouble> trouble) {

  private static final String REVISION = "controller-revision-hash";

  /**
   * Looks at a StatefulSet.
   *
   * @param template hash of the template in force, as {@link Rollout#TEMPLATE} has it
   * @param begun whether a roll was begun of which the end was not seen yet
   */
  static RollProgress of(
      StatefulSet set, List<Pod> pods, String template, boolean begun, Instant now) {
    int total = Optional.ofNullable(set.getSpec().getReplicas()).orElse(1);
    var status = set.getStatus();
    if (status == null) {
      return new RollProgress(begun, 0, 0, total, trouble(pods, Optional.empty(), now));
    }
    var newest = Optional.ofNullable(status.getUpdateRevision());
    boolean rolling =
        total > 0
            && (!isApplied(set, template, begun)
                || isUnseen(set)
                || newest.isPresent() && !newest.get().equals(status.getCurrentRevision()));
    return new RollProgress(
        rolling,
        count(status.getUpdatedReplicas()),
        count(status.getReadyReplicas()),
        total,
        trouble(pods, newest, now));
  }

  /** What moves while pods are replaced. */
  String text() {
    return updated + "/" + ready + "/" + total;
  }

  /** Without the annotation it is one of an operator that had none, unless a roll was begun. */
  private static boolean isApplied(StatefulSet set, String template, boolean begun) {
    return Optional.ofNullable(set.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(Rollout.TEMPLATE))
        .map(template::equals)
        .orElse(!begun);
  }

  /** The controller has not looked at the newest template yet. */
  private static boolean isUnseen(StatefulSet set) {
    var seen = set.getStatus().getObservedGeneration();
    return seen != null && seen < set.getMetadata().getGeneration();
  }

  private static Optional<PodTrouble> trouble(
      List<Pod> pods, Optional<String> newest, Instant now) {
    return pods.stream()
        .filter(pod -> newest.isEmpty() || newest.equals(revision(pod)))
        .flatMap(pod -> PodTrouble.of(pod, now).stream())
        .findFirst();
  }

  /** The name of the newest template, once the controller has looked at it. */
  static Optional<String> newestRevision(StatefulSet set) {
    return set.getStatus() == null || isUnseen(set)
        ? Optional.empty()
        : Optional.ofNullable(set.getStatus().getUpdateRevision());
  }

  /** The name of the template that a pod was made of. */
  static Optional<String> revision(Pod pod) {
    return Optional.ofNullable(pod.getMetadata().getLabels())
        .map((Map<String, String> labels) -> labels.get(REVISION));
  }

  private static int count(Integer number) {
    return number == null ? 0 : number;
  }
}
