package dev.postroom.kubernetes.controller;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides what is to be done next for a StatefulSet. Pods are created in order of their ordinals
 * and removed in reverse; a rolling update replaces one pod at a time from the highest ordinal down
 * to the partition and waits for each to be ready.
 *
 * <p>Where pods are made in order, one that never gets ready holds up everything, also the template
 * that would mend it (kubernetes/kubernetes issue 67250); where they are made in parallel it is
 * replaced like any other.
 */
final class StatefulSetPlan {

  static final String REVISION_LABEL = "controller-revision-hash";

  /** What to do next, with the reason. */
  sealed interface Step {
    String reason();
  }

  record CreatePod(int ordinal, String revision, String reason) implements Step {}

  record DeletePod(Pod pod, String reason) implements Step {}

  private final StatefulSet set;
  private final String currentRevision;
  private final String updateRevision;
  private final Map<Integer, Pod> byOrdinal = new TreeMap<>();

  StatefulSetPlan(StatefulSet set, List<Pod> pods, String currentRevision, String updateRevision) {
    this.set = set;
    this.currentRevision = currentRevision;
    this.updateRevision = updateRevision;
    pods.forEach(pod -> byOrdinal.put(ordinal(pod), pod));
  }

  /** What can be done now; empty when all is well or something must be waited for. */
  List<Step> steps() {
    if (set.getMetadata().getDeletionTimestamp() != null) {
      return List.of();
    }
    List<Step> steps = new ArrayList<>();
    for (int ordinal = first(); ordinal < end(); ordinal++) {
      Pod pod = byOrdinal.get(ordinal);
      if (pod == null) {
        steps.add(
            new CreatePod(ordinal, revisionFor(ordinal), "ordinal " + ordinal + " is missing"));
      } else if (PodConditions.isFinished(pod) && !PodConditions.isTerminating(pod)) {
        steps.add(new DeletePod(pod, "the pod has ended and is to be replaced"));
      }
      boolean mustWait = pod == null || !PodConditions.isReady(pod);
      if (ordered() && mustWait) {
        return steps;
      }
    }
    if (!steps.isEmpty()) {
      return steps;
    }
    List<Pod> surplus =
        byOrdinal.entrySet().stream()
            .filter(e -> e.getKey() < first() || e.getKey() >= end())
            .map(Map.Entry::getValue)
            .sorted(Comparator.comparingInt(StatefulSetPlan::ordinal).reversed())
            .toList();
    if (!surplus.isEmpty()) {
      return remove(surplus);
    }
    return update();
  }

  private List<Step> remove(List<Pod> surplus) {
    if (ordered()) {
      Pod last = surplus.getFirst();
      return PodConditions.isTerminating(last) ? List.of() : List.of(scaledDown(last));
    }
    return surplus.stream()
        .filter(pod -> !PodConditions.isTerminating(pod))
        .map(StatefulSetPlan::scaledDown)
        .toList();
  }

  private static Step scaledDown(Pod pod) {
    return new DeletePod(pod, "the set was scaled down");
  }

  private List<Step> update() {
    if (onDelete()) {
      return List.of();
    }
    for (int ordinal = end() - 1; ordinal >= Math.max(first(), partition()); ordinal--) {
      Pod pod = byOrdinal.get(ordinal);
      if (PodConditions.isTerminating(pod)) {
        return List.of();
      }
      if (!updateRevision.equals(revision(pod))) {
        return List.of(new DeletePod(pod, "its template is not the current one"));
      }
      if (!PodConditions.isReady(pod)) {
        return List.of();
      }
    }
    return List.of();
  }

  private String revisionFor(int ordinal) {
    return !onDelete() && ordinal < partition() ? currentRevision : updateRevision;
  }

  private int first() {
    var ordinals = set.getSpec().getOrdinals();
    return ordinals == null || ordinals.getStart() == null ? 0 : ordinals.getStart();
  }

  private int end() {
    Integer replicas = set.getSpec().getReplicas();
    return first() + (replicas == null ? 1 : replicas);
  }

  private boolean ordered() {
    return !"Parallel".equals(set.getSpec().getPodManagementPolicy());
  }

  private boolean onDelete() {
    var strategy = set.getSpec().getUpdateStrategy();
    return strategy != null && "OnDelete".equals(strategy.getType());
  }

  private int partition() {
    var strategy = set.getSpec().getUpdateStrategy();
    return strategy == null
            || strategy.getRollingUpdate() == null
            || strategy.getRollingUpdate().getPartition() == null
        ? 0
        : strategy.getRollingUpdate().getPartition();
  }

  /** The number at the end of the name of a pod that belongs to a StatefulSet. */
  static int ordinal(Pod pod) {
    String name = pod.getMetadata().getName();
    return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
  }

  static String revision(Pod pod) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    return labels == null ? null : labels.get(REVISION_LABEL);
  }
}
