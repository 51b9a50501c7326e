package dev.postroom.operator.peers;

import dev.postroom.contract.report.ListenerSources;
import dev.postroom.contract.report.PeerReport;
import java.util.Collection;
import java.util.function.ToLongFunction;

/**
 * What the servers themselves counted at the ports for clients, over all pods; those for programs
 * inside the cluster are apart, where an address of a node or pod is nothing strange.
 *
 * @param connections opened lately whose client is known
 * @param fromGateways those from a gateway of the pod's network
 * @param fromPod those from the pod itself
 * @param linkLocal those from link-local addresses
 * @param largest the most from one address in one pod
 * @param distinct the most addresses that one pod saw
 * @param insideCluster connections at the ports for programs inside the cluster
 * @param insideDistinct the most addresses that one pod saw there
 */
record SourceCounts(
    long connections,
    long fromGateways,
    long fromPod,
    long linkLocal,
    long largest,
    int distinct,
    long insideCluster,
    int insideDistinct) {

  private static final String INSIDE = "-cluster";

  /**
   * @param onLoopback whether loopback addresses say nothing, as clients have them too
   */
  static SourceCounts of(Collection<PeerReport> reports, boolean onLoopback) {
    var outside =
        reports.stream()
            .flatMap(report -> report.sources().stream())
            .filter(listener -> !isInside(listener))
            .toList();
    var inside =
        reports.stream()
            .flatMap(report -> report.sources().stream())
            .filter(SourceCounts::isInside)
            .toList();
    return new SourceCounts(
        sum(outside, ListenerSources::connections),
        sum(outside, ListenerSources::gateway),
        // A loopback address is one of the pod's own too.
        onLoopback ? 0 : sum(outside, l -> Math.max(l.own(), l.loopback())),
        sum(outside, ListenerSources::linkLocal),
        sum(outside, ListenerSources::largest),
        outside.stream().mapToInt(ListenerSources::distinct).max().orElse(0),
        sum(inside, ListenerSources::connections),
        inside.stream().mapToInt(ListenerSources::distinct).max().orElse(0));
  }

  private static boolean isInside(ListenerSources listener) {
    return listener.listener().endsWith(INSIDE);
  }

  private static long sum(
      Collection<ListenerSources> listeners, ToLongFunction<ListenerSources> number) {
    return listeners.stream().mapToLong(number).sum();
  }

  /** Those that can be no client's. */
  long hidden() {
    return Math.min(connections, fromGateways + fromPod + linkLocal);
  }
}
