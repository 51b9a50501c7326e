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
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The logins that pods had counted before they restarted. A pod that starts has counted none, and
 * whoever guessed passwords until then must not be raised for his first login that succeeds; nor
 * must an office be held back because its first login fails.
 *
 * <p>However often a pod restarts, nothing is forgotten before its time: beyond {@link #MAX_STARTS}
 * of a pod, what was counted is summed up by the minute in which it was told last. So it takes no
 * more memory than there are minutes.
 *
 * @param starts what was counted last, by pod and start
 * @param earlier what was counted in starts before these, by the end of the minute in which it was
 *     told last, and by address as the pod writes it
 */
public record PastLogins(Map<Start, Counts> starts, Map<Instant, Map<String, Count>> earlier) {

  /** As long as servers themselves count a login. */
  static final Duration KEPT = Duration.ofMinutes(15);

  /**
   * Of each pod. More than one is told apart because a pod that is replaced, or a report that came
   * late, may show an earlier start again; it must not be counted twice.
   */
  static final int MAX_STARTS = 3;

  /** Twice the addresses that a report has room for. */
  static final int MAX_PEERS_A_MINUTE = 2000;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  public static final PastLogins NONE = new PastLogins(Map.of(), Map.of());

  /** One life of a pod; a StatefulSet uses the same names again. */
  record Start(String pod, Instant at) {}

  /** What a pod said last, by address as it writes it, of those who tried to log in. */
  record Counts(Instant told, Map<String, Count> peers) {
    Counts {
      peers = Map.copyOf(peers);
    }

    /** Of the same start. */
    Counts and(Counts other) {
      return new Counts(told, sum(peers, other.peers));
    }
  }

  /** Logins of one address. */
  record Count(long succeeded, long failed) {
    Count and(Count other) {
      return new Count(succeeded + other.succeeded, failed + other.failed);
    }

    /** Whether that alone would keep an address from a raise. */
    boolean isGuessing() {
      return failed > succeeded;
    }
  }

  public PastLogins {
    starts = Map.copyOf(starts);
    earlier = Map.copyOf(earlier);
  }

  /** With what a look shows, and without what is too old to count. */
  public PastLogins seen(List<PodReport> look, Instant now) {
    var seen = new HashMap<>(starts);
    var summed = new HashMap<>(earlier);
    for (var pod : look) {
      if (pod instanceof PodReport.Given(String name, PeerReport report)) {
        seen.put(new Start(name, report.startedAt()), new Counts(now, counts(report)));
        oldest(seen, name).map(seen::remove).ifPresent(counts -> sum(summed, counts));
      }
    }
    seen.values().removeIf(counts -> !now.isBefore(counts.told().plus(KEPT)));
    summed.keySet().removeIf(minute -> !now.isBefore(minute.plus(KEPT)));
    return new PastLogins(seen, summed);
  }

  private static Map<String, Count> counts(PeerReport report) {
    return report.peers().stream()
        .filter(peer -> peer.logins() > 0 || peer.failedLogins() > 0)
        .collect(
            Collectors.toMap(
                Peer::address, peer -> new Count(peer.logins(), peer.failedLogins()), Count::and));
  }

  /** The start of a pod that was told of longest ago, if there are too many. */
  private static Optional<Start> oldest(Map<Start, Counts> seen, String pod) {
    var ofPod = seen.keySet().stream().filter(start -> start.pod().equals(pod)).toList();
    return ofPod.size() <= MAX_STARTS
        ? Optional.empty()
        : ofPod.stream().min(Comparator.comparing(start -> seen.get(start).told()));
  }

  private static void sum(Map<Instant, Map<String, Count>> summed, Counts counts) {
    var peers = new HashMap<>(summed.getOrDefault(endOfMinute(counts.told()), Map.of()));
    counts
        .peers()
        .forEach(
            (address, count) -> {
              if (peers.containsKey(address) || peers.size() < MAX_PEERS_A_MINUTE) {
                peers.merge(address, count, Count::and);
              }
            });
    summed.put(endOfMinute(counts.told()), peers);
  }

  private static Instant endOfMinute(Instant time) {
    return Instant.ofEpochSecond(
        Math.ceilDiv(time.getEpochSecond(), MINUTE.toSeconds()) * MINUTE.toSeconds());
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

  /**
   * What a restart of the operator must not lose: of guessers, what was counted by pods that have
   * restarted since, or are not ready now. All others say it again.
   *
   * @param look the last one
   */
  public String kept(List<PodReport> look) {
    // A pod that is late once is there all the same; else the text would change each time.
    var late =
        look.stream()
            .filter(PodReport.Missing.class::isInstance)
            .flatMap(pod -> last(pod.pod()).stream());
    return PastLoginsText.render(
        this, Stream.concat(present(look).stream(), late).collect(Collectors.toSet()));
  }

  /** Takes back what {@link #kept} gave to an operator before. */
  public static PastLogins readBack(String kept, Instant now) {
    return PastLoginsText.parse(kept, now.plus(MINUTE));
  }

  private Optional<Start> last(String pod) {
    return starts.keySet().stream()
        .filter(start -> start.pod().equals(pod))
        .max(Comparator.comparing(start -> starts.get(start).told()));
  }

  private static Set<Start> present(List<PodReport> look) {
    return look.stream()
        .filter(PodReport.Given.class::isInstance)
        .map(PodReport.Given.class::cast)
        .map(given -> new Start(given.pod(), given.report().startedAt()))
        .collect(Collectors.toSet());
  }

  /** What two counts by address come to. */
  static Map<String, Count> sum(Map<String, Count> one, Map<String, Count> other) {
    var sum = new HashMap<>(one);
    other.forEach((address, count) -> sum.merge(address, count, Count::and));
    return sum;
  }

  private Map<String, Count> past(List<PodReport> look, int ipv6Prefix) {
    var present = present(look);
    var ended =
        starts.entrySet().stream()
            .filter(start -> !present.contains(start.getKey()))
            .map(start -> start.getValue().peers());
    var past = new HashMap<String, Count>();
    Stream.concat(ended, earlier.values().stream())
        .flatMap(peers -> peers.entrySet().stream())
        .forEach(
            peer ->
                PeerKey.of(peer.getKey(), ipv6Prefix)
                    .ifPresent(key -> past.merge(key, peer.getValue(), Count::and)));
    return past;
  }
}
