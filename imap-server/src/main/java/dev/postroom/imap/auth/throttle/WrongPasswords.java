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
  private final Duration forgetting;
  private int count;
  private Instant last = Instant.MIN;

  WrongPasswords(Duration forgetting) {
    this.forgetting = forgetting;
    this.recognised = new RecentNames<>(RECOGNISED, forgetting);
  }

  /** Whether that one has been tried and counted lately. */
  boolean known(OptionalLong fingerprint, Instant now) {
    return fingerprint.isPresent() && recognised.contains(fingerprint.getAsLong(), now);
  }

  /** Counts one more, unless it is the same again. */
  void add(OptionalLong fingerprint, Instant now) {
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
    if (count > 0 && last.plus(forgetting).isBefore(now)) {
      count = 0;
    }
    return count;
  }
}
