package dev.postroom.operator.peers;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.contract.report.ReportTag;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last report of each pod by its URL, so that a pod need not say again what it said. Only so
 * much is remembered of all together; where there are more, those that were not asked for longest
 * are forgotten, and their pods send whole reports. Safe for threads.
 */
final class RememberedReports {

  /** As JSON; as objects it is some three times as much. */
  static final long MAX_BYTES = 8 << 20;

  /** What each takes at the least, in whatever form. */
  private static final int OVERHEAD = 1024;

  /**
   * A report that was given with a tag.
   *
   * @param bytes of its JSON
   * @param confirmed whether the pod has said since that it is still the same
   */
  record Known(ReportTag tag, PeerReport report, int bytes, boolean confirmed) {

    /** It is still the same. */
    Known again() {
      return confirmed ? this : new Known(tag, report, bytes, true);
    }

    private Known doubted() {
      return new Known(tag, report, bytes, false);
    }
  }

  /** Those that were not asked for longest come first. */
  private final Map<String, Known> reports = new LinkedHashMap<>(16, 0.75f, true);

  private long bytes;

  synchronized Optional<Known> of(String url) {
    return Optional.ofNullable(reports.get(url));
  }

  synchronized void remember(String url, Known known) {
    forget(url);
    reports.put(url, known);
    bytes += weight(known);
    for (Iterator<Known> oldest = reports.values().iterator(); bytes > MAX_BYTES; ) {
      bytes -= weight(oldest.next());
      oldest.remove();
    }
  }

  /** The pod has another report than this one, which nobody has seen yet. */
  synchronized void doubt(String url, ReportTag tag) {
    reports.computeIfPresent(url, (_, known) -> known.tag().equals(tag) ? known.doubted() : known);
  }

  synchronized void forget(String url) {
    var known = reports.remove(url);
    if (known != null) {
      bytes -= weight(known);
    }
  }

  private static long weight(Known known) {
    return OVERHEAD + (long) known.bytes();
  }
}
