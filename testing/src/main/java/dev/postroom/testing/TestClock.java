package dev.postroom.testing;

import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock of instants: what is tested knows no time zones. */
public abstract class TestClock extends Clock {

  @Override
  public final ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public final Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("a test's clock has no zone but UTC");
  }
}
