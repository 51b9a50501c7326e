package dev.postroom.operator;

import dev.postroom.kubernetes.workqueue.EveryEvent;
import dev.postroom.kubernetes.workqueue.ObjectKey;
import dev.postroom.kubernetes.workqueue.WorkQueue;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The only node: its pods are ready at once, but for those of an image that cannot be had. It does
 * one thing after the other and notes what.
 */
final class FakeKubelet implements AutoCloseable {

  /** An image that no registry has. */
  static final String NO_IMAGE = "registry.example/no:1";

  private final KubernetesClient client;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final List<String> done = new CopyOnWriteArrayList<>();
  private final WorkQueue queue = new WorkQueue("kubelet", this::reconcile);
  private final SharedIndexInformer<Pod> pods;

  FakeKubelet(KubernetesClient client) {
    this.client = client;
    client
        .resource(new NodeBuilder().withNewMetadata().withName("n").endMetadata().build())
        .create();
    pods =
        client
            .pods()
            .inAnyNamespace()
            .inform(new EveryEvent<>(pod -> queue.add(ObjectKey.of(pod))));
  }

  /** What it did, such as {@code mail-0 stops} and {@code mail-0 serves}. */
  List<String> done() {
    return List.copyOf(done);
  }

  /** From now on it notes what it does anew. */
  void forget() {
    done.clear();
  }

  private void reconcile(ObjectKey key) {
    var pod = client.pods().inNamespace(key.namespace()).withName(key.name()).get();
    if (pod == null || pod.getSpec().getNodeName() == null) {
      return;
    }
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      done.add(key.name() + " stops");
      client.resource(pod).withGracePeriod(0).delete();
    } else if (known.add(pod.getMetadata().getUid())) {
      start(pod);
    }
  }

  private void start(Pod pod) {
    var image = pod.getSpec().getContainers().getFirst().getImage();
    boolean serves = !image.equals(NO_IMAGE);
    done.add(pod.getMetadata().getName() + (serves ? " serves" : " cannot start"));
    var state = new ContainerStateBuilder();
    var status =
        new PodStatusBuilder()
            .withPhase(serves ? "Running" : "Pending")
            .withPodIP(PodAddresses.next())
            .addNewCondition()
            .withType("Ready")
            .withStatus(serves ? "True" : "False")
            .withLastTransitionTime(Instant.now().toString())
            .endCondition()
            .withContainerStatuses(
                new ContainerStatusBuilder()
                    .withName("imap-server")
                    .withImage(image)
                    .withReady(serves)
                    .withState(
                        serves
                            ? state.withNewRunning().endRunning().build()
                            : state
                                .withNewWaiting("Back-off pulling image", "ImagePullBackOff")
                                .build())
                    .build())
            .build();
    client
        .pods()
        .inNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getMetadata().getName())
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            client.getKubernetesSerialization().asJson(Map.of("status", status)));
  }

  @Override
  public void close() {
    pods.stop();
    queue.close();
  }
}
