package dev.postroom.imap.auth.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/** The wrong passwords of one user at one address: how many, and which were the last. */
final class WrongPasswords {

  /** More change no delay. */
  static final int MOST = 8;

  /** So many are recognised: those of a few devices that nobody has told of the new one. */
  private static final int RECOGNISED = 4;

  private final RecentNames<Long> recognised;
  private final ThrottleSettings settings;
  private int count;
  private Instant last = Instant.MIN;
  private Instant nextLook = Instant.MIN;

  WrongPasswords(ThrottleSettings settings) {
    this.settings = settings;
    this.recognised = new RecentNames<>(RECOGNISED, settings.forgetting());
  }

  /** Whether that one has been tried and counted lately. */
  boolean known(OptionalLong fingerprint, Instant now) {
    return fingerprint.isPresent() && recognised.contains(fingerprint.getAsLong(), now);
  }

  /**
   * How long one that is known waits until it is looked at again, which costs as much as a new one.
   * Those that come meanwhile wait for one another; one that would wait longer than the longest
   * delay has no turn.
   */
  Duration untilLook(Instant now) {
    Duration wait = nextLook.isAfter(now) ? Duration.between(now, nextLook) : Duration.ZERO;
    if (wait.compareTo(settings.longest()) <= 0) {
      nextLook = now.plus(wait).plus(settings.first());
    }
    return wait;
  }

  /** Counts one more, unless it is the same again. */
  void add(OptionalLong fingerprint, Instant now) {
    Instant next = now.plus(settings.first());
    nextLook = nextLook.isAfter(next) ? nextLook : next;
    int before = count(now);
    boolean again = known(fingerprint, now);
    fingerprint.ifPresent(value -> recognised.add(value, now));
    if (!again) {
      count = Math.min(before + 1, MOST);
      last = now;
    }
  }

  /** How many there are; all are forgotten together, a while after the last. */
  int count(Instant now) {
    if (count > 0 && last.plus(settings.forgetting()).isBefore(now)) {
      count = 0;
    }
    return count;
  }
}
