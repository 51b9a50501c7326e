package dev.postroom.operator.peers;

import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.PeerReport;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which refusals ask for a higher limit: those that happened at the limit which the address has
 * now, and that no round has answered yet.
 *
 * <p>A limit takes effect some time after it was decided, and whoever was turned away meanwhile was
 * turned away at the old one: counted again he would have the limit doubled once too often. So of
 * each address the limit that its pod enforces is remembered; when that is higher than before, only
 * refusals later than the files it came with count. Files that change for other reasons change no
 * limit of this address, and so lose none of its refusals.
 *
 * <p>Mail programs try again rarely, so that a refusal waits for its answer: while rounds are held
 * back it goes on counting, for at most {@link #OLDEST}. All times of a pod are of its own clock;
 * where that was set back, what is marked as later than its report is marked as of the report, and
 * a refusal from before waits until the clock has caught up.
 *
 * @param pods by name, those that were looked at last
 */
public record RefusalMarks(Map<String, PodMarks> pods) {

  /** An older refusal says nothing of what is wanted now. */
  static final Duration OLDEST = Duration.ofMinutes(5);

  public static final RefusalMarks NONE = new RefusalMarks(Map.of());

  /**
   * What is known of one pod.
   *
   * @param answered refusals until then had their answer
   * @param startedAt when its counters began
   * @param limits by address as the pod writes it
   */
  record PodMarks(Instant answered, Instant startedAt, Map<String, LimitMark> limits) {

    PodMarks {
      limits = Map.copyOf(limits);
    }

    private LimitMark limit(Peer peer, PeerReport report) {
      long networkFull = peer.refusals().classCFull();
      var before = limits.get(peer.address());
      if (before == null) {
        return new LimitMark(peer.limit(), Instant.MIN, networkFull, false);
      }
      return new LimitMark(
          peer.limit(),
          notAfter(
              report.at(),
              peer.limit() > before.limit() ? report.configuration().since() : before.since()),
          networkFull,
          networkFull > before.networkFull());
    }
  }

  /**
   * The limit that a pod enforces for an address.
   *
   * @param since when it took effect, where it was seen to rise
   * @param networkFull how often it was turned away because its network was full
   * @param moreNetworkFull whether that was more often than at the look before
   */
  record LimitMark(int limit, Instant since, long networkFull, boolean moreNetworkFull) {}

  public RefusalMarks {
    pods = Map.copyOf(pods);
  }

  /** With what a look shows of limits. A pod that did not answer this time keeps its marks. */
  public RefusalMarks seen(List<PodReport> look) {
    var seen = new HashMap<String, PodMarks>();
    for (var pod : look) {
      switch (pod) {
        case PodReport.Given(String name, PeerReport report) -> seen.put(name, marks(name, report));
        case PodReport.Missing(String name, _, _) when pods.containsKey(name) ->
            seen.put(name, pods.get(name));
        case PodReport.Missing _ -> {}
      }
    }
    return new RefusalMarks(seen);
  }

  private PodMarks marks(String pod, PeerReport report) {
    // What an operator before this one raised came with the files. A pod that restarted, perhaps
    // by another node's clock, has refused nobody before its files either.
    var before =
        Optional.ofNullable(pods.get(pod))
            .filter(marks -> marks.startedAt().equals(report.startedAt()))
            .orElseGet(
                () -> new PodMarks(report.configuration().since(), report.startedAt(), Map.of()));
    var limits = new HashMap<String, LimitMark>();
    report.peers().forEach(peer -> limits.put(peer.address(), before.limit(peer, report)));
    return new PodMarks(notAfter(report.at(), before.answered()), report.startedAt(), limits);
  }

  private static Instant notAfter(Instant latest, Instant time) {
    return time.isAfter(latest) ? latest : time;
  }

  /** After a round that was free to raise: all that these reports tell of is answered. */
  public RefusalMarks answered(List<PodReport> look) {
    var answered = new HashMap<>(pods);
    for (var pod : look) {
      if (pod instanceof PodReport.Given(String name, PeerReport report)) {
        answered.computeIfPresent(
            name, (_, marks) -> new PodMarks(report.at(), marks.startedAt(), marks.limits()));
      }
    }
    return new RefusalMarks(answered);
  }

  /** Whether the last refusal of an address that a pod reports still asks for a higher limit. */
  boolean isUnanswered(PodReport.Given pod, Peer peer) {
    var marks = pods.get(pod.pod());
    return marks != null
        && peer.lastRefused()
            .filter(refused -> refused.isAfter(marks.answered()))
            .filter(refused -> !refused.isAfter(pod.report().at()))
            .filter(refused -> refused.isAfter(since(marks, peer)))
            .filter(refused -> Duration.between(refused, pod.report().at()).compareTo(OLDEST) < 0)
            .isPresent();
  }

  /** Whether an address was turned away since the last look because its network is full. */
  boolean isNetworkFull(PodReport.Given pod, Peer peer) {
    var marks = pods.get(pod.pod());
    return marks != null
        && marks.limits().containsKey(peer.address())
        && marks.limits().get(peer.address()).moreNetworkFull();
  }

  private static Instant since(PodMarks marks, Peer peer) {
    var limit = marks.limits().get(peer.address());
    return limit == null ? Instant.MIN : limit.since();
  }
}
