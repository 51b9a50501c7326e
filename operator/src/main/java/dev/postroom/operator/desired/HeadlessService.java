package dev.postroom.operator.desired;

import dev.postroom.crds.ImapServer;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;

/** Gives each pod a name of its own, as a StatefulSet asks for. */
public final class HeadlessService {

  private HeadlessService() {}

  public static Service desired(ImapServer server) {
    return new ServiceBuilder()
        .withMetadata(Owned.by(server, Names.headlessService(server)))
        .withNewSpec()
        .withType("ClusterIP")
        .withClusterIP("None")
        // A pod's name is wanted most while it is not ready.
        .withPublishNotReadyAddresses(true)
        .withSelector(Labels.selector(server))
        .addNewPort()
        .withName(ServerPorts.MANAGEMENT)
        .withProtocol("TCP")
        .withPort(ServerPorts.MANAGEMENT_PORT)
        .withTargetPort(new IntOrString(ServerPorts.MANAGEMENT))
        .endPort()
        .endSpec()
        .build();
  }
}
