package dev.postroom.imap.maildir;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * File names that no other server gives (maildircreate.C): the time, the process, a number that
 * counts within the process, the host; the final name also has the file's device and inode.
 */
final class UniqueNames {

  private final Clock clock;
  private final String hostname;
  private final long pid;
  private final AtomicLong counter = new AtomicLong();

  UniqueNames(Clock clock, String hostname, long pid) {
    this.clock = clock;
    this.hostname = hostname;
    this.pid = pid;
  }

  /** A name for a file in {@code tmp}. */
  UniqueName next() {
    Instant now = clock.instant();
    return new UniqueName(
        now.getEpochSecond(), now.getNano() / 1000, pid, counter.getAndIncrement(), hostname);
  }

  /** The parts of a name. */
  record UniqueName(long seconds, int micros, long pid, long number, String hostname) {

    /** The name of the file while it is written. */
    String inTmp() {
      return "%d.M%dP%d_%d.%s".formatted(seconds, micros, pid, number, hostname);
    }

    /** The base name of the message. */
    String base(long device, long inode, long size) {
      return "%d.M%dP%dV%016XI%016X_%d.%s,S=%d"
          .formatted(seconds, micros, pid, device, inode, number, hostname, size);
    }
  }
}
