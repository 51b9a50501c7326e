package dev.postroom.imap.maildir.view;

import java.time.Clock;
import java.time.Instant;

/**
 * Gives out a folder's mod-sequences (RFC 7162), each above all earlier ones and not below the
 * clock's microseconds since 1970. So they go on ascending when what was remembered of them is
 * lost, for a change takes longer than a microsecond; and until the year 2255 they stay below 2^53,
 * which some clients cannot count beyond.
 *
 * <p>Where two servers share a tree each numbers the changes that it makes and finds: the same
 * change may have two numbers, and each is above those that a client was told before it. A number
 * that a server tells after it looked at the disk, as at SELECT and NOOP, is above no change that
 * this look did not find, as long as the clocks of the servers agree. The number of a client's own
 * STORE is told without such a look. So a client that takes it for having seen all below, and then
 * goes to another server, does not hear of what was changed there between its last NOOP and the
 * STORE until it looks at all messages. To look at the disk after each STORE would cost listing the
 * folder; a Service with session affinity keeps a client at one server.
 */
public final class ModSequence {

  private final Clock clock;
  private long highest;

  public ModSequence(Clock clock) {
    this.clock = clock;
  }

  /** The number of a change that happens now. */
  public long next() {
    Instant now = clock.instant();
    long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    highest = Math.max(highest + 1, micros);
    return highest;
  }

  /** Goes on above a number that was given earlier. */
  void restore(long highest) {
    this.highest = Math.max(this.highest, highest);
  }

  /** The last number that was given; 0 when none was. */
  public long highest() {
    return highest;
  }
}
