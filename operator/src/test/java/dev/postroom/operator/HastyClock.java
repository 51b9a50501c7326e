package dev.postroom.operator;

import java.time.Duration;
import java.time.Instant;

/**
 * A clock that runs faster than the system's, for an operator whose rounds, pauses and paces would
 * be most of a test's time. {@link ClockedReconciler} keeps its appointments by it.
 */
final class HastyClock extends ShiftedClock {

  /** Slow enough that a machine with much to do is not late for a round. */
  static final int SPEED = Integer.getInteger("postroom.clock.speed", 5);

  private final Instant begin = Instant.now();

  @Override
  public Instant instant() {
    var elapsed = Duration.between(begin, Instant.now());
    return super.instant().plus(elapsed.multipliedBy(SPEED - 1));
  }
}
