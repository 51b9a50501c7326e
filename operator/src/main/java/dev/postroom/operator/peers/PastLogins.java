package dev.postroom.operator.peers;

import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.PeerReport;
import dev.postroom.operator.limits.Evidence;
import dev.postroom.operator.limits.PeerKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The logins that pods had counted before they restarted. A pod that starts has counted none, and
 * whoever guessed passwords until then must not be raised for his first login that succeeds; nor
 * must an office be held back because its first login fails.
 *
 * @param starts what was counted last, by pod and start
 */
public record PastLogins(Map<Start, Counts> starts) {

  /** As long as servers themselves count a login. */
  static final Duration KEPT = Duration.ofMinutes(15);

  /** Of each pod; one that restarts more often tells nothing of anybody. */
  static final int MAX_STARTS = 3;

  public static final PastLogins NONE = new PastLogins(Map.of());

  /** One life of a pod; a StatefulSet uses the same names again. */
  record Start(String pod, Instant at) {}

  /** What a pod said last, by address as it writes it, of those who tried to log in. */
  record Counts(Instant told, Map<String, Count> peers) {

    Counts {
      peers = Map.copyOf(peers);
    }
  }

  /** Logins of one address. */
  record Count(long succeeded, long failed) {

    private Count and(Count other) {
      return new Count(succeeded + other.succeeded, failed + other.failed);
    }
  }

  public PastLogins {
    starts = Map.copyOf(starts);
  }

  /** With what a look shows, and without what is too old to count. */
  public PastLogins seen(List<PodReport> look, Instant now) {
    var seen = new HashMap<>(starts);
    for (var pod : look) {
      if (pod instanceof PodReport.Given(String name, PeerReport report)) {
        seen.put(new Start(name, report.startedAt()), new Counts(now, counts(report)));
        forgetOldest(seen, name);
      }
    }
    seen.values().removeIf(counts -> !now.isBefore(counts.told().plus(KEPT)));
    return new PastLogins(seen);
  }

  private static Map<String, Count> counts(PeerReport report) {
    return report.peers().stream()
        .filter(peer -> peer.logins() > 0 || peer.failedLogins() > 0)
        .collect(
            Collectors.toMap(
                Peer::address, peer -> new Count(peer.logins(), peer.failedLogins()), Count::and));
  }

  private static void forgetOldest(Map<Start, Counts> seen, String pod) {
    var ofPod = seen.keySet().stream().filter(start -> start.pod().equals(pod)).toList();
    if (ofPod.size() > MAX_STARTS) {
      ofPod.stream()
          .min(Comparator.comparing(start -> seen.get(start).told()))
          .ifPresent(seen::remove);
    }
  }

  /**
   * What is to be added to the evidence of a look: logins at pods that have restarted since, or are
   * not ready now.
   *
   * @param ipv6Prefix under how many bits IPv6 addresses are judged
   */
  public UnaryOperator<Evidence> since(List<PodReport> look, int ipv6Prefix) {
    var past = past(look, ipv6Prefix);
    return evidence -> {
      var count = past.get(evidence.peer());
      return count == null
          ? evidence
          : evidence.withLogins(
              evidence.logins() + count.succeeded(), evidence.failedLogins() + count.failed());
    };
  }

  private Map<String, Count> past(List<PodReport> look, int ipv6Prefix) {
    Set<Start> present =
        look.stream()
            .filter(PodReport.Given.class::isInstance)
            .map(PodReport.Given.class::cast)
            .map(given -> new Start(given.pod(), given.report().startedAt()))
            .collect(Collectors.toSet());
    var past = new HashMap<String, Count>();
    starts.forEach(
        (start, counts) -> {
          if (!present.contains(start)) {
            counts
                .peers()
                .forEach(
                    (address, count) ->
                        PeerKey.of(address, ipv6Prefix)
                            .ifPresent(key -> past.merge(key, count, Count::and)));
          }
        });
    return past;
  }
}
