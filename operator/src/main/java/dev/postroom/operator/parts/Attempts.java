package dev.postroom.operator.parts;

import dev.postroom.operator.apply.ApplyFailure;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What became of the parts of a server's reconciliations. A part that the API server refuses, or in
 * which the operator itself fails, is tried again later and later, without end, but at least every
 * {@link #CEILING}, and at once when the ImapServer was edited; the other parts go on meanwhile.
 * Limits are tried at every round, as people wait for them.
 */
public final class Attempts {

  static final Duration FIRST = Duration.ofMillis(500);
  static final Duration CEILING = Duration.ofMinutes(1);

  /** Enough to get from {@link #FIRST} to {@link #CEILING}. */
  private static final int DOUBLINGS = 7;

  /** What passes by itself is told of only when it did not: after so many failures in a row. */
  static final int TOLD_AFTER = 3;

  private static final Logger LOG = Logger.getLogger(Attempts.class);

  private record Failed(ApplyFailure failure, int times, Instant next, long generation) {}

  private final Map<Part, Failed> failures = new EnumMap<>(Part.class);
  private final PartMetrics metrics;

  /** Those of a server that nothing was tried for yet. */
  public Attempts(PartMetrics metrics) {
    this.metrics = metrics;
  }

  /**
   * Does a part if it is due.
   *
   * @param generation of the server that is reconciled
   */
  public void run(Part part, long generation, Instant now, Runnable work) {
    var before = failures.get(part);
    if (before != null && before.generation == generation && now.isBefore(before.next)) {
      return;
    }
    try {
      metrics.time(part, work);
      failures.remove(part);
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted() || e.getCause() instanceof InterruptedException) {
        // Nothing failed: the operator is told to stop.
        throw e;
      }
      int times = before == null ? 1 : before.times + 1;
      var pause = part == Part.LIMITS ? Duration.ZERO : pause(times);
      var failure =
          e instanceof KubernetesClientException refusal
              ? ApplyFailure.of(refusal)
              : ApplyFailure.ofDefect(e);
      metrics.failed(part, failure.reason());
      failures.put(part, new Failed(failure, times, now.plus(pause), generation));
      if (Integer.bitCount(times) == 1) {
        // The first, second, fourth … time: often enough, and no flood while nothing answers.
        LOG.warnf("%s failed %d times: %s: %s", part, times, failure.reason(), failure.message());
        if (failure.reason() == ApplyFailure.Reason.OperatorFailed) {
          LOG.error("a defect of the operator", e);
        }
      }
    }
  }

  /** How long to wait after so many failures in a row. */
  static Duration pause(int times) {
    var pause = FIRST.multipliedBy(1L << Math.min(times - 1, DOUBLINGS));
    return pause.compareTo(CEILING) > 0 ? CEILING : pause;
  }

  /** When the next part is due that failed. */
  public Optional<Duration> next(Instant now) {
    return failures.values().stream()
        .map(failed -> Duration.between(now, failed.next))
        .filter(Duration::isPositive)
        .min(Duration::compareTo);
  }

  /** Whether every part did what it should when it was last tried. */
  public boolean allDone() {
    return failures.isEmpty();
  }

  /** The failures that somebody should know of. */
  public List<ApplyFailure> failures() {
    return failures.values().stream()
        .filter(failed -> failed.failure.reason().isLasting() || failed.times >= TOLD_AFTER)
        .map(Failed::failure)
        .toList();
  }
}
