package dev.postroom.operator.peers;

import dev.postroom.contract.report.ListenerSources;
import dev.postroom.contract.report.PeerReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * How many connections were turned away lately because they did not come as the PROXY protocol
 * wants it. Pods count from their start; what was there at the first look may be long ago.
 */
final class ProxyRefusalWatch {

  /** When no more came for so long, the trouble is over. */
  static final Duration LATELY = Duration.ofMinutes(15);

  private record Counted(Instant startedAt, long untrusted, long withoutHeader) {}

  /** By pod; a StatefulSet uses the same names again. */
  private final Map<String, Counted> counted = new HashMap<>();

  private long untrusted;
  private long withoutHeader;
  private Instant last = Instant.MIN;

  /** Takes in what the pods say now. */
  void look(Collection<PeerReport> reports, Instant now) {
    if (last != Instant.MIN && now.isAfter(last.plus(LATELY))) {
      untrusted = 0;
      withoutHeader = 0;
    }
    boolean first = counted.isEmpty();
    for (var report : reports) {
      var count = count(report);
      var before =
          counted.getOrDefault(report.server(), first ? count : new Counted(Instant.MIN, 0, 0));
      boolean sameStart = before.startedAt().equals(report.startedAt());
      add(
          count.untrusted() - (sameStart ? before.untrusted() : 0),
          count.withoutHeader() - (sameStart ? before.withoutHeader() : 0),
          now);
      counted.put(report.server(), count);
    }
  }

  private void add(long moreUntrusted, long moreWithoutHeader, Instant now) {
    if (moreUntrusted > 0 || moreWithoutHeader > 0) {
      untrusted += Math.max(0, moreUntrusted);
      withoutHeader += Math.max(0, moreWithoutHeader);
      last = now;
    }
  }

  private static Counted count(PeerReport report) {
    var refusals = report.sources().stream().map(ListenerSources::proxyRefusals).toList();
    return new Counted(
        report.startedAt(),
        refusals.stream().mapToLong(ListenerSources.ProxyRefusals::untrusted).sum(),
        refusals.stream().mapToLong(r -> r.noHeader() + r.badHeader()).sum());
  }

  /** From outside the trusted networks. */
  long untrusted() {
    return untrusted;
  }

  /** From a trusted load balancer that sent no header, or something else. */
  long withoutHeader() {
    return withoutHeader;
  }
}
