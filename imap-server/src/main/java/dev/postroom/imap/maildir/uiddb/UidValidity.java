package dev.postroom.imap.maildir.uiddb;

import dev.postroom.imap.maildir.files.DotLock;
import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.FolderLocks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongUnaryOperator;

/**
 * Gives out the UIDVALIDITY values of a Maildir, none of them twice.
 *
 * <p>Courier takes the seconds of the clock less 1,000,000,000, and to be sure that a mailbox made
 * anew differs from its predecessor it sleeps two seconds before DELETE and RENAME. We take the
 * same number, but at least one more than the last that was given out or {@linkplain #retire
 * retired}, which a file in the Maildir remembers:
 *
 * <pre>
 * postroom-uidvalidity = last LF
 * </pre>
 *
 * <p>The file is synced only when it is ahead of the clock. Otherwise the clock alone sees to it
 * that nothing is given twice: when the system has crashed and the file with it, and is back, the
 * second of every value that was given is past. What such a crash leaves of the file, which may be
 * nothing or an empty file, tells of no value that matters. That holds as long as the clock, be it
 * another machine's, is not behind by more than the way back took; Courier, which keeps no file,
 * asks the same of it at any time.
 *
 * <p>So nobody sleeps. A renamed mailbox keeps its UIDs and gets a new UIDVALIDITY: were it to keep
 * the old one, it could be that of an earlier mailbox of its new name, since Courier gives all
 * mailboxes that it first opens in one second the same.
 */
public final class UidValidity {

  static final String FILE = "postroom-uidvalidity";

  private static final long EPOCH = 1_000_000_000L;

  private final FolderDirectory maildir;
  private final DurableFiles files;
  private final FolderLocks locks;
  private final Clock clock;
  private final ReentrantLock mutex = new ReentrantLock();

  public UidValidity(FolderDirectory maildir, DurableFiles files, FolderLocks locks, Clock clock) {
    this.maildir = maildir;
    this.files = files;
    this.locks = locks;
    this.clock = clock;
  }

  /** A value that no mailbox of this Maildir had. */
  public long next() throws IOException {
    return advance(last -> Math.max(Math.max(now(), 1), last + 1));
  }

  /**
   * Whether the clock keeps a value from being given again, by Courier too, even if a crash of the
   * system takes all that was written of it.
   */
  public boolean isReached(long uidValidity) {
    return uidValidity <= now();
  }

  private long now() {
    return clock.instant().getEpochSecond() - EPOCH;
  }

  /** Remembers the value of a mailbox that is about to lose its name. */
  public void retire(long uidValidity) throws IOException {
    advance(last -> Math.max(last, uidValidity));
  }

  private long advance(LongUnaryOperator step) throws IOException {
    mutex.lock();
    try (DotLock.Held _ = locks.acquire(maildir.tmp().resolve(FILE + ".lock"))) {
      long last = last();
      long value = step.applyAsLong(last);
      if (value > UidDb.MAX_UID) {
        throw new IOException(
            "no UIDVALIDITY is left: " + maildir.path().resolve(FILE) + " says " + last);
      }
      if (value != last) {
        byte[] content = (value + "\n").getBytes(StandardCharsets.US_ASCII);
        Path file = maildir.path().resolve(FILE);
        if (isReached(value)) {
          files.replaceUnsynced(file, content, maildir.tmp());
        } else {
          files.replace(file, content, maildir.tmp());
        }
      }
      return value;
    } finally {
      mutex.unlock();
    }
  }

  private long last() throws IOException {
    Path file = maildir.path().resolve(FILE);
    try {
      String number = Files.readString(file, StandardCharsets.US_ASCII).trim();
      return number.isEmpty() ? 0 : Long.parseLong(number);
    } catch (NoSuchFileException none) {
      return 0;
    } catch (NumberFormatException e) {
      throw new IOException(file + ":1: not a number; delete the file, it is made anew", e);
    }
  }
}
