package dev.postroom.operator.desired;

import dev.postroom.crds.ImapServer;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;

/**
 * Lets a drained node take one pod at a time. The only pod of a server may go too, and one that
 * does not serve may always go: neither holds up a node for ever.
 */
public final class DisruptionBudget {

  private DisruptionBudget() {}

  public static PodDisruptionBudget desired(ImapServer server) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(Owned.by(server, Names.server(server)))
        .withNewSpec()
        .withNewMaxUnavailable(1)
        .withUnhealthyPodEvictionPolicy("AlwaysAllow")
        .withNewSelector()
        .withMatchLabels(Labels.selector(server))
        .endSelector()
        .endSpec()
        .build();
  }
}
