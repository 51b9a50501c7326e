package dev.postroom.operator.rollout;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.Optional;

/**
 * Brings changed files to running pods at once. The kubelet refreshes a pod's volumes when the pod
 * changes, and otherwise only every minute or so; a changed annotation is enough.
 */
public final class PodFiles {

  /** Names the files that the pod should have; of no meaning to the pod itself. */
  public static final String ANNOTATION = "postroom.dev/files";

  private final KubernetesClient client;

  public PodFiles(KubernetesClient client) {
    this.client = client;
  }

  /** Touches the pods that were not touched for these files yet. */
  public void bring(Children children, String filesHash) {
    children.pods().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(pod -> !annotation(pod).equals(Optional.of(filesHash)))
        .forEach(pod -> touch(pod, filesHash));
  }

  private static Optional<String> annotation(Pod pod) {
    return Optional.ofNullable(pod.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(ANNOTATION));
  }

  private void touch(Pod pod, String filesHash) {
    try {
      client
          .pods()
          .inNamespace(pod.getMetadata().getNamespace())
          .withName(pod.getMetadata().getName())
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(ANNOTATION, filesHash));
    } catch (KubernetesClientException e) {
      // A pod that is gone needs no files; its successor mounts the newest ones.
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
    }
  }
}
