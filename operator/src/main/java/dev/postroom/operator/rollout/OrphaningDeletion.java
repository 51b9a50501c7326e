package dev.postroom.operator.rollout;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * Deletes a StatefulSet and nothing that belongs to it: its pods go on serving until the next
 * StatefulSet of the name finds them by its selector, and claims have no owner anyway. So to do it
 * twice does no harm.
 */
final class OrphaningDeletion {

  private final KubernetesClient client;

  OrphaningDeletion(KubernetesClient client) {
    this.client = client;
  }

  void of(StatefulSet set) {
    client.resource(set).withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
  }
}
