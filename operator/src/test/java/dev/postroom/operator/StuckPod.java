package dev.postroom.operator;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A pod of the server {@code mail} whose template is not wanted any more, and has no image. */
final class StuckPod {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private StuckPod() {}

  /** Creates it as soon as there is the StatefulSet that the operator made. */
  static void create(KubernetesClient client) {
    var sets = client.apps().statefulSets().inNamespace("default").withName("mail");
    Awaitility.await().atMost(PATIENCE).until(() -> isNewest(sets.get()));
    var pod = client.resource(pod(sets.get().getMetadata().getUid())).create();
    client.resource(pod.edit().withStatus(pod("").getStatus()).build()).patchStatus();
    sets.editStatus(
        set ->
            set.edit()
                .editOrNewStatus()
                .withReplicas(1)
                .withObservedGeneration(set.getMetadata().getGeneration())
                .withUpdateRevision("mail-newest")
                .endStatus()
                .build());
  }

  private static boolean isNewest(StatefulSet set) {
    return set != null && "Parallel".equals(set.getSpec().getPodManagementPolicy());
  }

  private static Pod pod(String set) {
    return Serialization.unmarshal(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: mail-1
          namespace: default
          labels:
            app.kubernetes.io/instance: mail
            app.kubernetes.io/managed-by: postroom-operator
            controller-revision-hash: mail-earlier
          ownerReferences:
          - {apiVersion: apps/v1, kind: StatefulSet, name: mail, uid: "%s", controller: true}
        spec:
          containers: [{name: imap-server, image: "no:1"}]
        status:
          phase: Pending
          containerStatuses:
          - {name: imap-server, image: "no:1", imageID: "", ready: false, restartCount: 0, state: {waiting: {reason: ImagePullBackOff}}}
        """
            .formatted(set),
        Pod.class);
  }
}
