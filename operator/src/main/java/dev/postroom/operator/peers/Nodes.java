package dev.postroom.operator.peers;

import dev.postroom.contract.access.Network;
import io.fabric8.kubernetes.api.model.Node;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is known of the cluster's nodes.
 *
 * @param addresses their own, those of their tunnels, and those of the gateways of their pods: what
 *     a connection comes from when a node hides its client
 * @param podNetworks where their pods' addresses are, as far as nodes say so
 * @param problem why that is not all there is to know
 */
public record Nodes(
    Set<InetAddress> addresses, Set<Network> podNetworks, Optional<String> problem) {

  /**
   * Where network plugins note the address that a node's traffic has in a tunnel: Calico and
   * Cilium. Flannel takes the first address of the pods' network.
   */
  private static final List<String> TUNNELS =
      List.of(
          "projectcalico.org/IPv4Address",
          "projectcalico.org/IPv6Address",
          "projectcalico.org/IPv4IPIPTunnelAddr",
          "projectcalico.org/IPv4VXLANTunnelAddr",
          "projectcalico.org/IPv6VXLANTunnelAddr",
          "network.cilium.io/ipv4-cilium-host",
          "network.cilium.io/ipv6-cilium-host");

  public Nodes {
    addresses = Set.copyOf(addresses);
    podNetworks = Set.copyOf(podNetworks);
  }

  /** There are none. */
  public static final Nodes NONE = new Nodes(Set.of(), Set.of(), Optional.empty());

  /** Nothing, and why. */
  static Nodes unknown(String problem) {
    return new Nodes(Set.of(), Set.of(), Optional.of(problem));
  }

  static Nodes of(Collection<Node> nodes) {
    var addresses = new HashSet<InetAddress>();
    var networks = new HashSet<Network>();
    for (var node : nodes) {
      texts(node).flatMap(text -> network(text).stream()).forEach(n -> addresses.add(n.address()));
      if (node.getSpec() != null) {
        node.getSpec().getPodCIDRs().stream()
            .flatMap(cidr -> network(cidr).stream())
            .forEach(networks::add);
      }
    }
    networks.forEach(
        network -> {
          addresses.add(network.address());
          addresses.add(gateway(network));
        });
    return new Nodes(addresses, networks, Optional.empty());
  }

  /** All that stands for an address of a node; a host name is among them and none. */
  private static Stream<String> texts(Node node) {
    var status =
        node.getStatus() == null
            ? Stream.<String>of()
            : node.getStatus().getAddresses().stream().map(address -> address.getAddress());
    var annotations = node.getMetadata().getAnnotations();
    return annotations == null
        ? status
        : Stream.concat(
                status, TUNNELS.stream().filter(annotations::containsKey).map(annotations::get))
            .map(text -> text.replaceFirst("/.*", ""));
  }

  private static Optional<Network> network(String text) {
    try {
      return Optional.of(Network.parse(text));
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }

  /** These nodes and others. */
  Nodes and(Nodes others) {
    var networks = new HashSet<>(podNetworks);
    networks.addAll(others.podNetworks);
    var all = new HashSet<>(addresses);
    all.addAll(others.addresses);
    return new Nodes(all, networks, problem);
  }

  /** Together with addresses of nodes that pods tell of. */
  public Nodes and(Collection<String> hosts) {
    var all = new HashSet<>(addresses);
    hosts.stream().flatMap(host -> network(host).stream()).forEach(n -> all.add(n.address()));
    return new Nodes(all, podNetworks, problem);
  }

  /** The first host address of a network, which network plugins give to the node's bridge. */
  static InetAddress gateway(Network network) {
    var bytes = network.address().getAddress();
    var next = new BigInteger(1, bytes).add(BigInteger.ONE).toByteArray();
    int length = Math.min(next.length, bytes.length);
    System.arraycopy(next, next.length - length, bytes, bytes.length - length, length);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address of as many bytes as before", impossible);
    }
  }
}
