package dev.postroom.imap.maildir;

import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * File names that no other server gives (maildircreate.C): the time, the process, a number that
 * counts within the process, the host; the final name also has the file's device and inode.
 */
final class UniqueNames {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

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
      return seconds + ".M" + micros + "P" + pid + "_" + number + "." + hostname;
    }

    /** The base name of the message. */
    String base(long device, long inode, long size) {
      return seconds
          + (".M" + micros + "P" + pid)
          + ("V" + HEX.toHexDigits(device) + "I" + HEX.toHexDigits(inode))
          + ("_" + number + "." + hostname + ",S=" + size);
    }
  }
}
