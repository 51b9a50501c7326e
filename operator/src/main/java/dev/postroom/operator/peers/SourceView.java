package dev.postroom.operator.peers;

import dev.postroom.contract.access.Network;
import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.PeerReport;
import dev.postroom.operator.limits.PeerKey;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that one look at a server's pods shows of where connections come from.
 *
 * @param counts what the pods counted themselves
 * @param open connections that are open now
 * @param hidden peers that cannot be clients, whoever has most connections first
 * @param peers all the others, in the same order
 * @param nodes what is known of nodes
 */
record SourceView(
    SourceCounts counts, long open, List<Peer> hidden, List<Peer> peers, Nodes nodes) {

  /** IPv6 prefixes keep the length that the pods give them. */
  private static final int ANY_PREFIX = 128;

  /** Fewer connections prove nothing. */
  private static final int FEW = 3;

  /** Fewer connections show no pattern. */
  private static final int MANY = 20;

  SourceView {
    hidden = List.copyOf(hidden);
    peers = List.copyOf(peers);
  }

  /**
   * @param pods those that reported, among others
   */
  static SourceView of(Collection<PeerReport> reports, Collection<Pod> pods, Nodes nodes) {
    var statuses = pods.stream().map(Pod::getStatus).filter(Objects::nonNull).toList();
    Set<InetAddress> own =
        statuses.stream()
            .map(PodStatus::getPodIP)
            .filter(Objects::nonNull)
            .flatMap(address -> address(address).stream())
            .collect(Collectors.toSet());
    var hosts = statuses.stream().map(PodStatus::getHostIP).filter(Objects::nonNull).toList();
    var all = nodes.and(hosts);
    boolean gateways =
        reports.stream().flatMap(r -> r.sources().stream()).anyMatch(s -> s.gateway() > 0);
    var addresses = new HidingAddresses(all, own, gateways);
    var byHiding =
        reports.stream()
            .flatMap(report -> report.peers().stream())
            .sorted(Comparator.comparingInt(Peer::connections).reversed())
            .collect(
                Collectors.partitioningBy(peer -> addresses.owner(peer.address()).isPresent()));
    return new SourceView(
        SourceCounts.of(reports, addresses.isOnLoopback()),
        reports.stream().flatMap(r -> r.peers().stream()).mapToLong(Peer::connections).sum(),
        byHiding.get(true),
        byHiding.get(false),
        all);
  }

  private static Optional<InetAddress> address(String text) {
    try {
      return Optional.of(Network.parse(text).address());
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }

  /** Whether there is anything to judge by. */
  boolean isEmpty() {
    return open == 0 && counts.connections() == 0;
  }

  /** Of the open connections, those that cannot be clients' and are not of the cluster's ports. */
  long openHidden() {
    long all = hidden.stream().mapToLong(Peer::connections).sum();
    return Math.max(0, all - counts.insideCluster());
  }

  /** Whether connections come from addresses of the pod rather than from nodes. */
  boolean isOfPod() {
    return counts.fromPod() > 0 && 2 * counts.fromPod() >= counts.hidden();
  }

  /**
   * Whether so many are hidden that the addresses are worth nothing: half of the connections, but
   * not just a few, and not those of one user: a monitor on a node is the only client at night.
   */
  boolean isMostlyHidden() {
    return (isEveryClientHidden()
            || isHalf(counts.hidden(), counts.connections())
            || isHalf(openHidden(), open))
        && (hidden.isEmpty() || hidden.stream().mapToLong(Peer::users).sum() > 1);
  }

  private static boolean isHalf(long part, long all) {
    return part >= FEW && 2 * part >= all;
  }

  /** Whether more than a quarter is hidden, so that what was mostly hidden is not over yet. */
  boolean isStillHidden() {
    return isEveryClientHidden()
        || 4 * counts.hidden() > counts.connections()
        || 4 * openHidden() > open;
  }

  /**
   * Whether all who came to the ports for clients may have come from the hidden peers, and all the
   * others who are known to the ports for programs inside the cluster: of these ports there are
   * only counts, and a busy webmail must not be an excuse for everybody.
   */
  boolean isEveryClientHidden() {
    return counts.insideCluster() > 0
        && counts.connections() >= FEW
        && counts.distinct() <= hidden.size()
        && peers.size() <= counts.insideDistinct();
  }

  /** The hidden peers, by the names that limits have for them. */
  Set<String> hiding() {
    return hidden.stream()
        .flatMap(peer -> PeerKey.of(peer.address(), ANY_PREFIX).stream())
        .collect(Collectors.toSet());
  }

  /**
   * The one address that nearly all come from and that several people use: an office, or a load
   * balancer.
   */
  Optional<Peer> oneForMost(boolean wasSo) {
    boolean most =
        wasSo
            ? 4 * counts.largest() >= 3 * counts.connections()
            : 10 * counts.largest() >= 9 * counts.connections();
    return counts.connections() >= MANY && most
        ? peers.stream().findFirst().filter(peer -> peer.users() > 1)
        : Optional.empty();
  }
}
