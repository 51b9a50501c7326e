package dev.postroom.operator.peers;

import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.PeerReport;
import dev.postroom.operator.limits.PodPlaces;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many clients each pod had turned away because all its places were taken, when it was looked
 * at last: only what came on top of that says something of now.
 *
 * @param counts by pod
 */
public record FullPods(Map<String, Count> counts) {

  public static final FullPods NONE = new FullPods(Map.of());

  /** What a pod had counted since it started. */
  record Count(Instant startedAt, long turnedAway) {}

  public FullPods {
    counts = Map.copyOf(counts);
  }

  /** After these reports. A pod that did not answer this time keeps its count. */
  public FullPods seen(List<PodReport> look) {
    var seen = new HashMap<String, Count>();
    for (var pod : look) {
      if (pod instanceof PodReport.Given(String name, PeerReport report)) {
        seen.put(name, new Count(report.startedAt(), turnedAway(report)));
      } else if (counts.containsKey(pod.pod())) {
        seen.put(pod.pod(), counts.get(pod.pod()));
      }
    }
    return new FullPods(seen);
  }

  /** What the pods say of all their places; of a pod seen first, nobody was turned away lately. */
  public List<PodPlaces> places(List<PodReport> look) {
    var places = new ArrayList<PodPlaces>();
    for (var pod : look) {
      if (pod instanceof PodReport.Given(String name, PeerReport report)) {
        var connections = report.connections();
        places.add(
            new PodPlaces(
                name,
                connections.current(),
                report.peers().stream()
                    .mapToInt(peer -> peer.connections() - peer.unauthenticated())
                    .sum(),
                connections.maximum(),
                lately(name, report)));
      }
    }
    return places;
  }

  /** A pod that forgets an address forgets whom it turned away there: less than before is none. */
  private long lately(String pod, PeerReport report) {
    var before = counts.get(pod);
    return before == null || !before.startedAt().equals(report.startedAt())
        ? 0
        : Math.max(0, turnedAway(report) - before.turnedAway());
  }

  private static long turnedAway(PeerReport report) {
    return report.peers().stream()
        .map(Peer::refusals)
        .mapToLong(refusals -> refusals.serverFull())
        .sum();
  }
}
