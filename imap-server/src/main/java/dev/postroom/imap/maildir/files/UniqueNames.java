package dev.postroom.imap.maildir.files;

import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * File names that no other server gives (maildircreate.C): the time, the process, a number that
 * counts within the process, the host; the final name also has the file's device and inode, and of
 * a copy the {@linkplain EmailId EMAILID}.
 */
public final class UniqueNames {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final Clock clock;
  private final String hostname;
  private final long pid;
  private final AtomicLong counter = new AtomicLong();

  public UniqueNames(Clock clock, String hostname, long pid) {
    this.clock = clock;
    this.hostname = hostname;
    this.pid = pid;
  }

  /** A name for a message, or a file in {@code tmp}, that is new. */
  public UniqueName next() {
    return next("");
  }

  /** A name for the same message as that of a base. */
  public UniqueName copyOf(String base) {
    return next(EmailId.carriedFrom(base));
  }

  private UniqueName next(String emailId) {
    Instant now = clock.instant();
    return new UniqueName(
        now.getEpochSecond(),
        now.getNano() / 1000,
        pid,
        counter.getAndIncrement(),
        hostname,
        emailId);
  }

  /**
   * The parts of a name.
   *
   * @param emailId the field that carries it, or nothing
   */
  public record UniqueName(
      long seconds, int micros, long pid, long number, String hostname, String emailId) {

    /** The name of the file while it is written. */
    public String inTmp() {
      return seconds + ".M" + micros + "P" + pid + "_" + number + "." + hostname;
    }

    /** The base name of the message. */
    String base(long device, long inode, long size) {
      return seconds
          + (".M" + micros + "P" + pid)
          + ("V" + HEX.toHexDigits(device) + "I" + HEX.toHexDigits(inode))
          + ("_" + number + "." + hostname + emailId + ",S=" + size);
    }
  }
}
