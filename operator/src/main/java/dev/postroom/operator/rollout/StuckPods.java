package dev.postroom.operator.rollout;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;

/**
 * Deletes pods that serve nobody and are of a template that is not wanted any more, so that a
 * mended specification mends the server. Left to itself a StatefulSet whose pods are made in order
 * waits for such a pod for ever (kubernetes/kubernetes issue 67250), and so does every other one in
 * Kubernetes 1.35, which takes it for the one pod that may be missing (issue 137409).
 */
final class StuckPods {

  private final KubernetesClient client;
  private final RolloutTidings tidings;
  private final Clock clock;

  StuckPods(KubernetesClient client, RolloutTidings tidings, Clock clock) {
    this.client = client;
    this.tidings = tidings;
    this.clock = clock;
  }

  /** Deletes them, once the controller knows of the newest template. */
  void clear(Children children) {
    var set = children.statefulSet();
    var newest = set.flatMap(RollProgress::newestRevision);
    if (newest.isEmpty()) {
      return;
    }
    for (var pod : children.pods()) {
      if (isOf(set.get(), pod) && !newest.equals(RollProgress.revision(pod))) {
        PodTrouble.of(pod, clock.instant()).ifPresent(trouble -> clear(children, pod, trouble));
      }
    }
  }

  private void clear(Children children, Pod pod, PodTrouble trouble) {
    try {
      // Not if it changed since: it may have got ready.
      client.resource(pod).lockResourceVersion(pod.getMetadata().getResourceVersion()).delete();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      return;
    }
    tidings.cleared(children.server(), pod, trouble);
  }

  private static boolean isOf(StatefulSet set, Pod pod) {
    return pod.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> owner.getUid().equals(set.getMetadata().getUid()));
  }
}
