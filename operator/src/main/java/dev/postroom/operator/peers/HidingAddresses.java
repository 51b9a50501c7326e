package dev.postroom.operator.peers;

import dev.postroom.contract.access.Network;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/**
 * Tells addresses that no client of a pod can have, so that whoever comes from there is hidden: a
 * node's, a gateway's, the pod's own. That one address has many users proves nothing; an office has
 * them too.
 *
 * @param nodes the cluster's nodes
 * @param pods the server's pods' own addresses
 * @param gatewaysCounted whether the pods saw connections from gateways of their networks
 */
record HidingAddresses(Nodes nodes, Set<InetAddress> pods, boolean gatewaysCounted) {

  /** Whose an address is. */
  enum Owner {
    NODE,
    GATEWAY,
    POD,
    LINK_LOCAL
  }

  /** Between these lengths a pod's own network is looked for, as plugins cut them. */
  private static final int SHORTEST_IPV4 = 8;

  private static final int LONGEST_IPV4 = 30;
  private static final int SHORTEST_IPV6 = 48;
  private static final int LONGEST_IPV6 = 126;

  HidingAddresses {
    pods = Set.copyOf(pods);
  }

  /**
   * Whose it is, if it is no client's.
   *
   * @param peer an address, or the prefix of an IPv6 one, as a report writes it
   */
  Optional<Owner> owner(String peer) {
    Network network;
    try {
      network = Network.parse(peer);
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
    var address = network.address();
    if (hasOneOf(network, nodes.addresses())) {
      return Optional.of(Owner.NODE);
    }
    // Where pods have loopback addresses themselves, as in the sandbox, clients have them too.
    if (hasOneOf(network, pods) || address.isLoopbackAddress() && !isOnLoopback()) {
      return Optional.of(Owner.POD);
    }
    if (address.isLinkLocalAddress()) {
      return Optional.of(Owner.LINK_LOCAL);
    }
    return gatewaysCounted && isGateway(address) ? Optional.of(Owner.GATEWAY) : Optional.empty();
  }

  /** Whether the pods share one machine's loopback network with everybody else. */
  boolean isOnLoopback() {
    return pods.stream().anyMatch(InetAddress::isLoopbackAddress);
  }

  private static boolean hasOneOf(Network network, Set<InetAddress> addresses) {
    return network.address() instanceof Inet4Address
        ? addresses.contains(network.address())
        : addresses.stream().anyMatch(network::contains);
  }

  /** The operator does not see a pod's netmask, so every one that gives this address will do. */
  private boolean isGateway(InetAddress address) {
    return pods.stream().anyMatch(pod -> isGateway(address, pod));
  }

  private static boolean isGateway(InetAddress address, InetAddress pod) {
    boolean ipv4 = pod instanceof Inet4Address;
    int longest = ipv4 ? LONGEST_IPV4 : LONGEST_IPV6;
    for (int length = ipv4 ? SHORTEST_IPV4 : SHORTEST_IPV6; length <= longest; length++) {
      if (Nodes.gateway(new Network(pod, length)).equals(address)) {
        return true;
      }
    }
    return false;
  }
}
