package dev.postroom.operator.peers;

import dev.postroom.contract.report.PeerReport;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Since when pods have said at each look that they started just now. Such a pod cannot tell who is
 * gone, which keeps every raise of the server; whoever starts again and again, or says so, must not
 * keep them for ever.
 *
 * @param since by pod
 */
public record FreshStarts(Map<String, Instant> since) {

  public static final FreshStarts NONE = new FreshStarts(Map.of());

  /** Many restarts in a row, and those of a rollout that goes wrong. */
  static final Duration PATIENCE = Duration.ofHours(1);

  public FreshStarts {
    since = Map.copyOf(since);
  }

  /** Whether a server had not run for so long when it made a report. */
  static boolean isFresh(PeerReport report, Duration warmUp) {
    return Duration.between(report.startedAt(), report.at()).compareTo(warmUp) < 0;
  }

  /**
   * With what a look shows. A pod that did not answer this time is as it was.
   *
   * @param warmUp how long a start is fresh
   */
  public FreshStarts seen(List<PodReport> look, Duration warmUp, Instant now) {
    var seen = new HashMap<String, Instant>();
    for (var pod : look) {
      boolean isFresh =
          pod instanceof PodReport.Given(String _, PeerReport report)
              ? isFresh(report, warmUp)
              : since.containsKey(pod.pod());
      if (isFresh) {
        seen.put(pod.pod(), since.getOrDefault(pod.pod(), now));
      }
    }
    return new FreshStarts(seen);
  }

  /** The pods whose starts say nothing any more. */
  public Set<String> endless(Instant now) {
    return since.entrySet().stream()
        .filter(pod -> !now.isBefore(pod.getValue().plus(PATIENCE)))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }
}
