package dev.postroom.operator.round;

import dev.postroom.operator.peers.ReportBells;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When a server is looked at next: an interval after the last look, and later where its pods say by
 * themselves when there is something to see. Each time somewhat sooner than that, by chance, so
 * that servers that began together do not stay in step.
 */
public final class LookPace {

  /**
   * How long nobody looks at a server that is listened to. What only a look finds is found then,
   * and whatever depends on the time alone.
   */
  static final Duration CALM = Duration.ofSeconds(10);

  /** By chance up to this part of the time sooner. */
  private static final int PART = 4;

  private final ReportBells bells;
  private final RandomGenerator random;

  public LookPace(ReportBells bells, RandomGenerator random) {
    this.bells = bells;
    this.random = random;
  }

  /**
   * Listens to the pods of a server, if they can tell when there is something to see.
   *
   * @param memory has the last look
   * @param ring runs when one of the pods has something to see; must not block
   * @return how long to wait for the next look all the same
   */
  public Duration listen(
      ServerMemory memory, List<Pod> readyPods, Duration interval, Runnable ring, Instant now) {
    boolean listening =
        interval.compareTo(CALM) < 0
            && memory
                .knownToken()
                .filter(token -> bells.listen(readyPods, token, ring))
                .isPresent();
    return listening ? calm() : untilNext(memory.look(), interval, now);
  }

  /** How long to wait for the next look at a server that nobody listens to. */
  public Duration untilNext(Look last, Duration interval, Instant now) {
    var sooner = Duration.ofMillis(random.nextLong(LimitRound.EARLY.toMillis()));
    return untilDue(last, interval, now).minus(sooner);
  }

  Duration calm() {
    return CALM.minusMillis(random.nextLong(CALM.toMillis() / PART));
  }

  /**
   * Who was looked at just now is not looked at again for half an interval, however busy all is.
   */
  private static Duration untilDue(Look last, Duration interval, Instant now) {
    if (last == Look.NONE) {
      return interval;
    }
    var due = Duration.between(now, last.at().plus(interval));
    if (due.compareTo(interval) > 0) {
      return interval;
    }
    var least = interval.dividedBy(2);
    return due.compareTo(least) < 0 ? least : due;
  }
}
