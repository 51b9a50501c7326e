package dev.postroom.operator.peers;

import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.PeerReport;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the addresses that the pods see are those of clients. */
public sealed interface SourceTrust {

  /** Most connections come from addresses that no node has. */
  record Trusted(long connections) implements SourceTrust {}

  /** Half or more of the connections come from nodes or pod gateways. */
  record Untrusted(String message) implements SourceTrust {}

  /** There is nothing to judge by yet. */
  record Unknown(String message) implements SourceTrust {}

  /** A person can be told so many addresses; more only make the message long. */
  int SHOWN = 5;

  /**
   * Judges by who holds connections now.
   *
   * @param nodeAddresses addresses of the cluster's nodes and of their pods' gateways
   */
  static SourceTrust judge(Collection<PeerReport> reports, Set<String> nodeAddresses) {
    List<Peer> connected =
        reports.stream()
            .flatMap(report -> report.peers().stream())
            .filter(peer -> peer.connections() > 0)
            .toList();
    long all = connected.stream().mapToLong(Peer::connections).sum();
    if (all == 0) {
      return new Unknown("no client is connected");
    }
    var fromNodes =
        connected.stream().filter(peer -> nodeAddresses.contains(peer.address())).toList();
    long untrusted = fromNodes.stream().mapToLong(Peer::connections).sum();
    if (2 * untrusted < all) {
      return new Trusted(all);
    }
    var shown =
        fromNodes.stream()
            .map(Peer::address)
            .distinct()
            .limit(SHOWN)
            .collect(Collectors.joining(", "));
    return new Untrusted(
        ("%d of %d connections come from the cluster's own nodes or gateways (%s), so clients cannot"
                + " be told apart and nothing is raised. Set spec.service.externalTrafficPolicy to"
                + " Local, or have the load balancer send the PROXY protocol.")
            .formatted(untrusted, all, shown));
  }
}
