package dev.postroom.operator;

import dev.postroom.testing.TestClock;
import java.time.Duration;
import java.time.Instant;

/** The system's clock, which a test puts forward. */
public class ShiftedClock extends TestClock {

  private volatile Duration ahead = Duration.ZERO;

  /** From now on it is so much later. */
  public void putForward(Duration time) {
    ahead = ahead.plus(time);
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead);
  }
}
