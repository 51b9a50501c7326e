package dev.postroom.kubernetes.controller;

import dev.postroom.kubernetes.workqueue.ObjectKey;
import dev.postroom.kubernetes.workqueue.Reconciler;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.Optional;

/** Gives every pod that has no node yet to the first node by name; there is only one. */
final class Scheduler implements Reconciler {

  private final KubernetesClient client;

  Scheduler(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public void reconcile(ObjectKey key) {
    Pod pod = client.pods().inNamespace(key.namespace()).withName(key.name()).get();
    if (pod == null || pod.getSpec().getNodeName() != null || PodConditions.isTerminating(pod)) {
      return;
    }
    Optional<String> node =
        client.nodes().list().getItems().stream()
            .map((Node n) -> n.getMetadata().getName())
            .sorted()
            .findFirst();
    if (node.isEmpty()) {
      throw new IllegalStateException("pod " + key + " waits for a node");
    }
    client
        .pods()
        .inNamespace(key.namespace())
        .withName(key.name())
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            client
                .getKubernetesSerialization()
                .asJson(Map.of("spec", Map.of("nodeName", node.get()))));
  }
}
