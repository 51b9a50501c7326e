package dev.postroom.operator.desired;

import dev.postroom.crds.ImapServer;
import dev.postroom.crds.ServiceSpec;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.ArrayList;

/** Where clients connect. */
public final class ClientService {

  private ClientService() {}

  public static Service desired(ImapServer server) {
    var wanted = server.getSpec().service();
    var ports = new ArrayList<ServicePort>();
    ports.add(port(ServerPorts.IMAP, wanted.imapPort()));
    if (server.getSpec().tls() != null) {
      ports.add(port(ServerPorts.IMAPS, wanted.imapsPort()));
    }
    var metadata = Owned.by(server, Names.server(server));
    if (!wanted.annotations().isEmpty()) {
      metadata.setAnnotations(wanted.annotations());
    }
    return new ServiceBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withType(wanted.type().name())
        .withSelector(Labels.selector(server))
        .withPorts(ports)
        // The API server refuses it on a Service that nobody outside can reach.
        .withExternalTrafficPolicy(
            wanted.type() == ServiceSpec.Type.ClusterIP
                ? null
                : wanted.externalTrafficPolicy().name())
        .endSpec()
        .build();
  }

  private static ServicePort port(String name, int port) {
    return new ServicePortBuilder()
        .withName(name)
        .withProtocol("TCP")
        .withPort(port)
        .withTargetPort(new IntOrString(name))
        .build();
  }
}
