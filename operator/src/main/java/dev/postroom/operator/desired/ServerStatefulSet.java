package dev.postroom.operator.desired;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.render.CourierFiles;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;

/**
 * Keeps the pods. All of them mount one claim, which is not of its making: see {@link MailClaim}.
 */
public final class ServerStatefulSet {

  private ServerStatefulSet() {}

  /**
   * The StatefulSet.
   *
   * @param image of the server's container
   */
  public static StatefulSet desired(ImapServer server, CourierFiles files, String image) {
    return new StatefulSetBuilder()
        .withMetadata(Owned.by(server, Names.server(server)))
        .withNewSpec()
        .withReplicas(server.getSpec().replicas())
        .withServiceName(Names.headlessService(server))
        // In order, a pod that never gets ready would keep its better successor from being made.
        .withPodManagementPolicy("Parallel")
        .withNewSelector()
        .withMatchLabels(Labels.selector(server))
        .endSelector()
        .withTemplate(ServerPod.template(server, files, image))
        .endSpec()
        .build();
  }
}
