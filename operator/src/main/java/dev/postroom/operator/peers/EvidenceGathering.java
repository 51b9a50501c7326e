package dev.postroom.operator.peers;

import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.PeerReport;
import dev.postroom.operator.limits.Evidence;
import dev.postroom.operator.limits.LimitRules;
import dev.postroom.operator.limits.PeerKey;
import dev.postroom.operator.limits.PodUse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** Makes evidence of reports, over all pods, by peer. */
public final class EvidenceGathering {

  private final LimitRules rules;
  private final Instant now;
  private final Set<String> endlesslyFresh;

  /**
   * What a look came to.
   *
   * @param evidence one per peer
   * @param absenceCertain whether a peer that is not mentioned truly has no connection
   * @param uses what is open, by pod
   */
  public record Gathered(List<Evidence> evidence, boolean absenceCertain, List<PodUse> uses) {}

  /**
   * @param endlesslyFresh pods that are believed however lately they started
   */
  public EvidenceGathering(LimitRules rules, Instant now, Set<String> endlesslyFresh) {
    this.rules = rules;
    this.now = now;
    this.endlesslyFresh = endlesslyFresh;
  }

  /**
   * The evidence of a round.
   *
   * @param marks which refusals count
   */
  public Gathered gather(List<PodReport> look, RefusalMarks marks) {
    var peers = new LinkedHashMap<String, Evidence>();
    var uses = new ArrayList<PodUse>();
    var incomplete = new ArrayList<Set<String>>();
    boolean credible = true;
    for (var pod : look) {
      if (pod instanceof PodReport.Given given) {
        var open = new HashMap<String, Integer>();
        for (var peer : given.report().peers()) {
          PeerKey.of(peer.address(), rules.ipv6Prefix())
              .ifPresent(
                  key -> {
                    peers.merge(key, evidence(key, given, peer, marks), Evidence::and);
                    open.merge(key, peer.connections(), Integer::sum);
                  });
        }
        uses.add(new PodUse(given.report().connections().current(), open));
        credible &= tellsOfNeed(given);
        if (!hasAllThatAreRaised(given.report())) {
          incomplete.add(open.keySet());
        }
      } else {
        credible = false;
      }
    }
    boolean certain = credible;
    return new Gathered(
        peers.values().stream()
            .map(
                evidence ->
                    evidence.certain(
                        certain
                            && incomplete.stream()
                                .allMatch(known -> known.contains(evidence.peer()))))
            .toList(),
        certain && incomplete.isEmpty(),
        uses);
  }

  /** A pod that has just started, or does not say how things are now, cannot tell who is gone. */
  private boolean tellsOfNeed(PodReport.Given pod) {
    return Duration.between(pod.report().at(), now).abs().compareTo(rules.stale()) <= 0
        && (!FreshStarts.isFresh(pod.report(), rules.warmUp())
            || endlesslyFresh.contains(pod.pod()));
  }

  /**
   * A report that was cut short begins with those who need a raised limit and have logged in: where
   * it still has room for a stranger, it has all of them.
   */
  private static boolean hasAllThatAreRaised(PeerReport report) {
    return !report.truncated() || report.peers().stream().anyMatch(peer -> peer.users() == 0);
  }

  private Evidence evidence(String key, PodReport.Given pod, Peer peer, RefusalMarks marks) {
    return new Evidence(
        key,
        peer.connections(),
        users(peer),
        peer.mostSessionsOfAUser(),
        peer.logins(),
        peer.failedLogins(),
        peer.refused(),
        marks.isUnanswered(pod, peer) ? peer.limit() : 0,
        marks.isNetworkFull(pod, peer),
        Set.of(peer.limit()),
        false);
  }

  /** Within the shortest window that is long enough, else the longest; servers count several. */
  private int users(Peer peer) {
    return peer.usersWithin().stream()
        .filter(within -> within.window().compareTo(rules.usersWithin()) >= 0)
        .findFirst()
        .or(() -> peer.usersWithin().reversed().stream().findFirst())
        .map(Peer.UsersWithin::users)
        .orElse(peer.users());
  }
}
