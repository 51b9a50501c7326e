package dev.postroom.operator.desired;

import dev.postroom.crds.ImapServer;
import dev.postroom.crds.ServiceSpec;
import dev.postroom.crds.ServiceSpec.Type;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.ServiceSpecBuilder;

/**
 * Where clients connect. It leads to the same ports of the pods with and without PROXY protocol:
 * whether they want a header is said to the running server. Of each type it has only the fields
 * that the API server takes with it.
 */
public final class ClientService {

  private ClientService() {}

  public static Service desired(ImapServer server) {
    var wanted = server.getSpec().service();
    var metadata = Owned.by(server, Names.server(server));
    if (!wanted.annotations().isEmpty()) {
      metadata.setAnnotations(wanted.annotations());
    }
    var spec =
        ImapService.spec(server, ServerPorts.IMAP, ServerPorts.IMAPS)
            .withType(wanted.type().name());
    if (wanted.proxyProtocol() == null) {
      ImapService.keepAddressesTogether(server, spec);
    } else {
      // A load balancer is one address for all its clients, which would all go to one pod.
      spec.withSessionAffinity("None");
    }
    if (wanted.type() != Type.ClusterIP) {
      spec.withExternalTrafficPolicy(wanted.externalTrafficPolicy().name());
      nodePorts(wanted, spec);
    }
    if (wanted.type() == Type.LoadBalancer) {
      spec.withLoadBalancerClass(wanted.loadBalancerClass())
          .withLoadBalancerSourceRanges(wanted.loadBalancerSourceRanges());
    }
    return new ServiceBuilder().withMetadata(metadata).withSpec(spec.build()).build();
  }

  private static void nodePorts(ServiceSpec wanted, ServiceSpecBuilder spec) {
    spec.withPorts(
        spec.buildPorts().stream()
            .map(
                port ->
                    new ServicePortBuilder(port)
                        .withNodePort(
                            port.getName().equals(ServerPorts.IMAP)
                                ? wanted.imapNodePort()
                                : wanted.imapsNodePort())
                        .build())
            .toList());
  }
}
