package dev.postroom.kubernetes.node;

import java.time.Duration;
import java.time.Instant;

/**
 * When a container that ended may start again: the first time at once, then after a wait that
 * doubles each time, and from the beginning again once it ran for twice the longest wait.
 */
final class CrashBackOff {

  private final Duration first;
  private final Duration longest;
  private Duration next = Duration.ZERO;

  CrashBackOff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  /** How long to wait after a run that lasted from {@code started} to {@code ended}. */
  Duration ended(Instant started, Instant ended) {
    if (Duration.between(started, ended).compareTo(longest.multipliedBy(2)) >= 0) {
      next = Duration.ZERO;
    }
    Duration wait = next;
    Duration doubled = next.isZero() ? first : next.multipliedBy(2);
    next = doubled.compareTo(longest) > 0 ? longest : doubled;
    return wait;
  }
}
