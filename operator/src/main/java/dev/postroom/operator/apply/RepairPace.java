package dev.postroom.operator.apply;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast an object is repaired that somebody changes again and again: at once at first, and then
 * ever more slowly, so that two programs that disagree do not keep the API server busy.
 *
 * @param times how often in a row
 * @param at when last
 */
record RepairPace(int times, Instant at) {

  private static final Duration FIRST = Duration.ofMillis(500);

  /** Drift is to be repaired within a minute, whoever fights. */
  static final Duration SLOWEST = Duration.ofSeconds(30);

  /** After so long without a repair there is no fight any more. */
  private static final Duration PEACE = Duration.ofMinutes(5);

  /** Enough to get from {@link #FIRST} to {@link #SLOWEST}. */
  private static final int DOUBLINGS = 6;

  static RepairPace first(Instant now) {
    return new RepairPace(1, now);
  }

  RepairPace again(Instant now) {
    return now.isAfter(at.plus(PEACE)) ? first(now) : new RepairPace(times + 1, now);
  }

  boolean isDue(Instant now) {
    var pause = FIRST.multipliedBy(1L << Math.min(times - 1, DOUBLINGS));
    return !now.isBefore(at.plus(pause.compareTo(SLOWEST) > 0 ? SLOWEST : pause));
  }
}
