package dev.postroom.operator.desired;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.render.CourierFiles;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who may reach the pods: clients their ports, and the management port whoever is inside the
 * cluster. A node always reaches its own pods, so probes need no rule.
 */
public final class ServerNetworkPolicy {

  /** The label that every namespace has with its own name. */
  private static final String NAMESPACE = "kubernetes.io/metadata.name";

  private ServerNetworkPolicy() {}

  /**
   * The policy.
   *
   * @param operator the namespace that the operator runs in, whose pods keep access to the
   *     management port; empty outside of a cluster
   */
  public static NetworkPolicy desired(
      ImapServer server, CourierFiles files, Optional<String> operator) {
    return new NetworkPolicyBuilder()
        .withMetadata(Owned.by(server, Names.server(server)))
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(Labels.selector(server))
        .endPodSelector()
        .withPolicyTypes("Ingress")
        .addNewIngress()
        .withPorts(ports(files, Predicate.not(ServerNetworkPolicy::isManagement)))
        .endIngress()
        .addNewIngress()
        .withFrom(management(server, operator))
        .withPorts(ports(files, ServerNetworkPolicy::isManagement))
        .endIngress()
        .endSpec()
        .build();
  }

  private static boolean isManagement(ContainerPort port) {
    return port.getName().equals(ServerPorts.MANAGEMENT);
  }

  private static List<NetworkPolicyPort> ports(CourierFiles files, Predicate<ContainerPort> which) {
    return ServerPorts.of(files).stream()
        .filter(which)
        .map(
            port ->
                new NetworkPolicyPortBuilder()
                    .withProtocol(port.getProtocol())
                    .withPort(new IntOrString(port.getName()))
                    .build())
        .toList();
  }

  private static List<NetworkPolicyPeer> management(ImapServer server, Optional<String> operator) {
    var given = server.getSpec().networkPolicy().managementFrom();
    if (given.isEmpty()) {
      return List.of(namespaces(Map.of()));
    }
    var peers = new ArrayList<NetworkPolicyPeer>();
    operator.ifPresent(namespace -> peers.add(namespaces(Map.of(NAMESPACE, namespace))));
    peers.addAll(given);
    return peers;
  }

  private static NetworkPolicyPeer namespaces(Map<String, String> labels) {
    return new NetworkPolicyPeerBuilder()
        .withNewNamespaceSelector()
        .withMatchLabels(labels)
        .endNamespaceSelector()
        .build();
  }
}
