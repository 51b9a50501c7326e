package dev.postroom.imap.management;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Bounds how many lines of one kind the log gets, since whoever is refused may come back as fast as
 * a machine can. Safe for threads.
 */
final class LineBudget {

  /** Lines of each minute: more than an office has that is turned away, and a disk bears them. */
  static final int LINES = 1000;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private Instant since = Instant.MIN;
  private int written;
  private long leftOut;

  /**
   * Whether one more may be written.
   *
   * @return empty if not; else how many were left out since the last one that was written
   */
  synchronized OptionalLong take(Instant now) {
    if (since.equals(Instant.MIN) || !now.isBefore(since.plus(MINUTE))) {
      since = now;
      written = 0;
    }
    if (written == LINES) {
      leftOut++;
      return OptionalLong.empty();
    }
    written++;
    long before = leftOut;
    leftOut = 0;
    return OptionalLong.of(before);
  }
}
