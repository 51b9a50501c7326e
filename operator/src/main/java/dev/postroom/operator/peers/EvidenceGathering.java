package dev.postroom.operator.peers;

import dev.postroom.contract.report.Peer;
import dev.postroom.operator.limits.Evidence;
import dev.postroom.operator.limits.PeerKey;
import java.util.LinkedHashMap;
import java.util.List;

/** Makes evidence of reports, over all pods, by peer. */
public final class EvidenceGathering {

  private final int ipv6Prefix;

  /**
   * @param ipv6Prefix under how many bits IPv6 addresses are judged together
   */
  public EvidenceGathering(int ipv6Prefix) {
    this.ipv6Prefix = ipv6Prefix;
  }

  /**
   * The evidence of a round.
   *
   * @param marks which refusals count
   */
  public List<Evidence> gather(List<PodReport> look, RefusalMarks marks) {
    var peers = new LinkedHashMap<String, Evidence>();
    for (var pod : look) {
      if (pod instanceof PodReport.Given given) {
        for (var peer : given.report().peers()) {
          PeerKey.of(peer.address(), ipv6Prefix)
              .map(key -> evidence(key, peer, marks.isUnanswered(given, peer)))
              .ifPresent(evidence -> peers.merge(evidence.peer(), evidence, Evidence::and));
        }
      }
    }
    return List.copyOf(peers.values());
  }

  private static Evidence evidence(String key, Peer peer, boolean unanswered) {
    return new Evidence(
        key,
        peer.connections(),
        peer.users(),
        peer.logins(),
        peer.failedLogins(),
        peer.refused(),
        unanswered ? peer.limit() : 0);
  }
}
