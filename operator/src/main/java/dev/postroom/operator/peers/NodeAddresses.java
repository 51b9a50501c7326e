package dev.postroom.operator.peers;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Addresses of the cluster's nodes and of the gateways of their pod networks: what a connection
 * comes from when a node hides its client. Looked up at most once a minute.
 */
public final class NodeAddresses {

  private static final Duration KEPT = Duration.ofMinutes(1);

  private final KubernetesClient client;
  private final Clock clock;

  private Set<String> addresses = Set.of();
  private Instant lookedUp = Instant.MIN;

  public NodeAddresses(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /** The addresses, at most a minute old. */
  public synchronized Set<String> get() {
    if (clock.instant().isAfter(lookedUp.plus(KEPT))) {
      addresses = of(client.nodes().list().getItems());
      lookedUp = clock.instant();
    }
    return addresses;
  }

  static Set<String> of(Collection<Node> nodes) {
    var addresses = new HashSet<String>();
    for (var node : nodes) {
      if (node.getStatus() != null) {
        node.getStatus().getAddresses().stream()
            .map(NodeAddress::getAddress)
            .forEach(addresses::add);
      }
      if (node.getSpec() != null) {
        node.getSpec().getPodCIDRs().stream().map(NodeAddresses::gateway).forEach(addresses::add);
      }
    }
    return Set.copyOf(addresses);
  }

  /** The first host address of a network, which network plugins give to the node's bridge. */
  private static String gateway(String cidr) {
    var network = InetAddress.ofLiteral(cidr.substring(0, cidr.indexOf('/'))).getAddress();
    var first = new BigInteger(1, network).add(BigInteger.ONE).toByteArray();
    var address = new byte[network.length];
    int length = Math.min(first.length, address.length);
    System.arraycopy(first, first.length - length, address, address.length - length, length);
    try {
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address of as many bytes as before", impossible);
    }
  }
}
