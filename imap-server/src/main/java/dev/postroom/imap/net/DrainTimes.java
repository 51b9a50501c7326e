package dev.postroom.imap.net;

import java.time.Duration;

/**
 * How long a server takes to stop.
 *
 * @param delay how long it goes on accepting once it has said that it is not ready, so that nobody
 *     is sent to a port that is closed
 * @param spread over how long goodbyes are spread at most; few sessions get theirs in less
 * @param grace from the first goodbye on, after how long whatever is left is closed; together with
 *     {@code delay} shorter than the grace period the process itself is given
 */
public record DrainTimes(Duration delay, Duration spread, Duration grace) {

  /** Clients that come back are spread enough when no more than one comes in this time. */
  static final Duration PAUSE = Duration.ofMillis(20);

  public DrainTimes {
    if (grace.compareTo(spread) < 0) {
      throw new IllegalArgumentException(
          "postroom.drain-grace is %s, shorter than postroom.drain-spread, %s"
              .formatted(grace, spread));
    }
  }

  /** When so many goodbyes of a number of them have been said, counted from the first. */
  Duration until(int said, int number) {
    Duration unhurried = PAUSE.multipliedBy(said);
    Duration share = spread.multipliedBy(said).dividedBy(number);
    return unhurried.compareTo(share) < 0 ? unhurried : share;
  }
}
