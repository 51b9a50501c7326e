package dev.postroom.kubernetes.node;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in Events what the node does to a pod. The same thing said again counts up the first event,
 * so that a pod has at most as many as there are different things to say.
 */
final class PodEvents {

  private static final Logger LOG = LoggerFactory.getLogger(PodEvents.class);

  private final KubernetesClient client;
  private final String nodeName;
  private final Clock clock;

  PodEvents(KubernetesClient client, String nodeName, Clock clock) {
    this.client = client;
    this.nodeName = nodeName;
    this.clock = clock;
  }

  void normal(Pod pod, String reason, String message) {
    tell(pod, "Normal", reason, message);
  }

  void warning(Pod pod, String reason, String message) {
    tell(pod, "Warning", reason, message);
  }

  private void tell(Pod pod, String type, String reason, String message) {
    String uid = pod.getMetadata().getUid();
    String name =
        pod.getMetadata().getName() + "." + Integer.toHexString(Objects.hash(uid, reason, message));
    String namespace = pod.getMetadata().getNamespace();
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    try {
      var resource = client.v1().events().inNamespace(namespace).withName(name);
      if (resource.get() == null) {
        client.resource(event(pod, name, type, reason, message, now)).create();
      } else {
        resource.edit(
            (Event e) -> e.edit().withCount(e.getCount() + 1).withLastTimestamp(now).build());
      }
    } catch (KubernetesClientException e) {
      // An event is a courtesy; the pod must not wait for it.
      LOG.debug("pod {}/{}: {} could not be told", namespace, name, reason, e);
    }
  }

  private Event event(
      Pod pod, String name, String type, String reason, String message, String now) {
    return new EventBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(pod.getMetadata().getNamespace())
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion("v1")
        .withKind("Pod")
        .withName(pod.getMetadata().getName())
        .withNamespace(pod.getMetadata().getNamespace())
        .withUid(pod.getMetadata().getUid())
        .endInvolvedObject()
        .withType(type)
        .withReason(reason)
        .withMessage(message)
        .withNewSource()
        .withComponent("kubelet")
        .withHost(nodeName)
        .endSource()
        .withFirstTimestamp(now)
        .withLastTimestamp(now)
        .withCount(1)
        .build();
  }
}
