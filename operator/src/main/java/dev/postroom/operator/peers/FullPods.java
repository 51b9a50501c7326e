package dev.postroom.operator.peers;

import dev.postroom.contract.report.Connections;
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

  /** What a pod had counted since it started, and how many places it had. */
  record Count(Instant startedAt, int maximum, long turnedAway) {

    private static Count of(PeerReport report) {
      return new Count(
          report.startedAt(), report.connections().maximum(), FullPods.turnedAway(report));
    }
  }

  public FullPods {
    counts = Map.copyOf(counts);
  }

  /** After these reports. A pod that did not answer this time keeps its count. */
  public FullPods seen(List<PodReport> look) {
    var seen = new HashMap<String, Count>();
    for (var pod : look) {
      if (pod instanceof PodReport.Given(String name, PeerReport report)) {
        seen.put(name, Count.of(report));
      } else if (counts.containsKey(pod.pod())) {
        seen.put(pod.pod(), counts.get(pod.pod()));
      }
    }
    return new FullPods(seen);
  }

  /**
   * What the pods say of all their places; of a pod seen first, nobody was turned away lately.
   *
   * @param connectionsPerUser with how many of his sessions a user counts
   */
  public List<PodPlaces> places(List<PodReport> look, int connectionsPerUser) {
    var places = new ArrayList<PodPlaces>();
    for (var pod : look) {
      if (pod instanceof PodReport.Given(String name, PeerReport report)) {
        var connections = report.connections();
        places.add(
            new PodPlaces(
                name,
                connections.current(),
                connections.loggedIn(),
                earned(connections, connectionsPerUser),
                connections.maximum(),
                lately(name, report)));
      }
    }
    return places;
  }

  /** Of a session that outlives its connection, or of one that lies, no more than is open. */
  private static int earned(Connections connections, int connectionsPerUser) {
    return (int) Math.min(connections.loggedIn(), connections.sessions(connectionsPerUser));
  }

  /**
   * A pod that forgets an address forgets whom it turned away there: less than before is none. Nor
   * does it say whether somebody was turned away before or after it got more places.
   */
  private long lately(String pod, PeerReport report) {
    var before = counts.get(pod);
    var now = Count.of(report);
    return before == null
            || !before.startedAt().equals(now.startedAt())
            || before.maximum() != now.maximum()
        ? 0
        : Math.max(0, now.turnedAway() - before.turnedAway());
  }

  private static long turnedAway(PeerReport report) {
    return report.peers().stream()
        .map(Peer::refusals)
        .mapToLong(refusals -> refusals.serverFull())
        .sum();
  }
}
