package dev.postroom.kubernetes.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a pod's status when it changed, and tries again when that fails. */
final class PodStatusPublisher {

  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final Logger LOG = LoggerFactory.getLogger(PodStatusPublisher.class);

  private final NodeParts node;
  private final InetAddress address;
  private final PodStatusReport report;
  private PodStatus published;
  private Optional<Instant> retryAt = Optional.empty();

  PodStatusPublisher(NodeParts node, InetAddress address) {
    this.node = node;
    this.address = address;
    this.report = new PodStatusReport(node.settings().nodeAddress(), node.clock().instant());
  }

  /** When to publish again because it failed. */
  Optional<Instant> retryAt() {
    return retryAt;
  }

  /**
   * @return false when the API server has no such pod any more
   */
  boolean publish(Pod pod, Collection<PodContainer> containers) {
    Instant now = node.clock().instant();
    PodStatus status = report.of(pod, address, containers, now);
    if (status.equals(published)) {
      return true;
    }
    KubernetesSerialization json = node.client().getKubernetesSerialization();
    try {
      node.client()
          .pods()
          .inNamespace(pod.getMetadata().getNamespace())
          .withName(pod.getMetadata().getName())
          .subresource("status")
          .patch(MERGE, json.asJson(Map.of("status", status)));
      published = status;
      retryAt = Optional.empty();
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return false;
      }
      LOG.debug("the status of pod {} cannot be written", pod.getMetadata().getName(), e);
      retryAt = Optional.of(now.plus(RETRY));
      return true;
    }
  }
}
