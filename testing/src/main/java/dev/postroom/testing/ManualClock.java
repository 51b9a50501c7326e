package dev.postroom.testing;

import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until it is told to go on. */
public final class ManualClock extends TestClock {

  private volatile Instant now;

  /** Begins on a working day at eight in the morning. */
  public ManualClock() {
    this(Instant.parse("2026-11-22T08:00:00Z"));
  }

  /** Begins then. */
  public ManualClock(Instant now) {
    this.now = now;
  }

  /** Goes on by so much; by less than nothing, it is set back. */
  public void advance(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
