package dev.postroom.operator.desired;

import dev.postroom.crds.ImapServer;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;

/**
 * Where programs inside the cluster connect, such as a webmail: at ports that never want a PROXY
 * header, so that they have a way in whatever stands before the others.
 */
public final class ClusterService {

  private ClusterService() {}

  public static Service desired(ImapServer server) {
    var spec =
        ImapService.spec(server, ServerPorts.CLUSTER, ServerPorts.CLUSTER_TLS)
            .withType("ClusterIP");
    ImapService.keepAddressesTogether(server, spec);
    return new ServiceBuilder()
        .withMetadata(Owned.by(server, Names.clusterService(server)))
        .withSpec(spec.build())
        .build();
  }
}
