package dev.postroom.operator.running;

import java.time.Duration;

/**
 * The times of a Lease.
 *
 * @param duration after its last renewal, when somebody else may take it
 * @param renewDeadline after its last renewal, when its holder stops acting; early enough that the
 *     requests that are under way then end before {@code duration}
 * @param retry how often it is renewed, or looked at by those who wait
 */
public record LeaseTimes(Duration duration, Duration renewDeadline, Duration retry) {

  /** A replica that dies is replaced within {@code duration} and one look. */
  public static final LeaseTimes DEFAULT =
      new LeaseTimes(Duration.ofSeconds(15), Duration.ofSeconds(8), Duration.ofSeconds(2));
}
