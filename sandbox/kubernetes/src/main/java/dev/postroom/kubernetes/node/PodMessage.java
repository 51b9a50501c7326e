package dev.postroom.kubernetes.node;

import dev.postroom.kubernetes.node.probe.ProbeKind;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Optional;

/** What the thread of a pod is told. */
sealed interface PodMessage {

  /** The API server has a newer version of the pod. */
  record Changed(Pod pod) implements PodMessage {}

  /** The API server has the pod no more: it was deleted without grace. */
  record Gone() implements PodMessage {}

  /** The node ends; the pod's containers have {@code grace} to do the same. */
  record NodeEnds(Duration grace) implements PodMessage {}

  /** News of one run of a container. */
  sealed interface OfRun extends PodMessage {
    PodContainer container();

    int run();
  }

  record Exited(PodContainer container, int run, int exitCode) implements OfRun {}

  record Verdict(PodContainer container, int run, ProbeKind kind, Optional<String> problem)
      implements OfRun {}

  record ProbeFailed(PodContainer container, int run, ProbeKind kind, String problem)
      implements OfRun {}
}
