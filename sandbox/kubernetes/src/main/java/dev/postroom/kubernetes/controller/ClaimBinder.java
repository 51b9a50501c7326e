package dev.postroom.kubernetes.controller;

import dev.postroom.kubernetes.workqueue.ObjectKey;
import dev.postroom.kubernetes.workqueue.Reconciler;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Objects;

/**
 * Says of every claim that it is bound, to a volume that is the node's directory for it: on one
 * laptop there is nothing to provision. The size asked for is granted, also when it grows, and not
 * enforced.
 */
final class ClaimBinder implements Reconciler {

  private final KubernetesClient client;

  ClaimBinder(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public void reconcile(ObjectKey key) {
    PersistentVolumeClaim claim =
        client.persistentVolumeClaims().inNamespace(key.namespace()).withName(key.name()).get();
    if (claim == null) {
      return;
    }
    var requested =
        claim.getSpec().getResources() == null
            ? null
            : claim.getSpec().getResources().getRequests();
    if (claim.getStatus() != null
        && "Bound".equals(claim.getStatus().getPhase())
        && Objects.equals(claim.getStatus().getCapacity(), requested)) {
      return;
    }
    client
        .resource(
            new PersistentVolumeClaimBuilder(claim)
                .withStatus(
                    new PersistentVolumeClaimStatusBuilder()
                        .withPhase("Bound")
                        .withAccessModes(claim.getSpec().getAccessModes())
                        .withCapacity(requested)
                        .build())
                .build())
        .updateStatus();
  }
}
