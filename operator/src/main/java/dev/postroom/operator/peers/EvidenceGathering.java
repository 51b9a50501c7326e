package dev.postroom.operator.peers;

import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.PeerReport;
import dev.postroom.operator.limits.Evidence;
import dev.postroom.operator.limits.PeerKey;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes evidence of reports: differences since the last look, over all pods, by peer. */
public final class EvidenceGathering {

  private final int ipv6Prefix;
  private final Duration interval;

  /**
   * @param ipv6Prefix under how many bits IPv6 addresses are judged together
   * @param interval how far back the first look at a pod goes
   */
  public EvidenceGathering(int ipv6Prefix, Duration interval) {
    this.ipv6Prefix = ipv6Prefix;
    this.interval = interval;
  }

  /**
   * The evidence of a round.
   *
   * @param lastLooks by pod, the time of its report in the last round, by its own clock
   */
  public List<Evidence> gather(List<PeerReport> reports, Map<String, Instant> lastLooks) {
    var peers = new LinkedHashMap<String, Evidence>();
    for (var report : reports) {
      var since = lastLooks.getOrDefault(report.server(), report.at().minus(interval));
      for (var peer : report.peers()) {
        PeerKey.of(peer.address(), ipv6Prefix)
            .map(key -> evidence(key, peer, since))
            .ifPresent(evidence -> peers.merge(evidence.peer(), evidence, Evidence::and));
      }
    }
    return List.copyOf(peers.values());
  }

  private static Evidence evidence(String key, Peer peer, Instant since) {
    return new Evidence(
        key,
        peer.connections(),
        peer.users(),
        peer.logins(),
        peer.failedLogins(),
        peer.refused(),
        peer.lastRefused().filter(refused -> refused.isAfter(since)).isPresent());
  }
}
