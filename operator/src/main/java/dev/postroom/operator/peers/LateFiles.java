package dev.postroom.operator.peers;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.operator.limits.Effects;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Since when pods have not run with the last limits. For a moment that is the way of files; later
 * it is a fault that somebody has to see, and for which the other pods' clients cannot wait.
 *
 * @param since by pod
 */
public record LateFiles(Map<String, Instant> since) {

  public static final LateFiles NONE = new LateFiles(Map.of());

  public LateFiles {
    since = Map.copyOf(since);
  }

  /**
   * With what a look shows. A pod that did not answer this time is as it was.
   *
   * @param imapaccess hash of the access map that the pods should run with
   */
  public LateFiles seen(List<PodReport> look, String imapaccess, Instant now) {
    var seen = new HashMap<String, Instant>();
    for (var pod : look) {
      boolean isBehind =
          pod instanceof PodReport.Given(String _, PeerReport report)
              ? !Holds.runsWith(report, imapaccess)
              : since.containsKey(pod.pod());
      if (isBehind) {
        seen.put(pod.pod(), since.getOrDefault(pod.pod(), now));
      }
    }
    return new LateFiles(seen);
  }

  /** The pods that should have had their files by now. */
  public Set<String> overdue(Instant now) {
    return since.entrySet().stream()
        .filter(pod -> !now.isBefore(pod.getValue().plus(Effects.PATIENCE)))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }
}
