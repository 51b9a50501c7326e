package dev.postroom.imap.maildir.quota;

import dev.postroom.imap.mailbox.Quota;
import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Keeps {@link MaildirSize} of one Maildir. Every change is appended as it happens, by Courier and
 * delivery agents too, without a lock; errors that sum up are mended by counting anew, which
 * happens before a message is refused. A crash between a change of mail and its line is such an
 * error, so the line is not synced.
 *
 * <p>A Maildir without the file has no quota, unless its account has one: then the file is made
 * when the first message is to come.
 */
public final class QuotaLedger {

  /** A refusal by a sum that is younger than this, and was just counted, is not counted anew. */
  static final Duration TRUSTED_FOR = Duration.ofMinutes(15);

  /** Mail that keeps changing while it is counted is counted so often; then it passes. */
  static final int MAX_COUNTS = 5;

  private static final Logger LOG = Logger.getLogger(QuotaLedger.class);

  private final FolderDirectory maildir;
  private final DurableFiles files;
  private final Clock clock;
  private volatile Optional<QuotaLimit> ofAccount = Optional.empty();

  public QuotaLedger(FolderDirectory maildir, DurableFiles files, Clock clock) {
    this.maildir = maildir;
    this.files = files;
    this.clock = clock;
  }

  /** Sets the limit that the account has (MAILDIRQUOTA); it takes the place of the file's. */
  public void limitOfAccount(Optional<QuotaLimit> limit) {
    ofAccount = limit;
  }

  /** What the file says; empty where there is none. */
  public Optional<Quota> quota() throws IOException {
    Optional<MaildirSize> read = read();
    if (read.isEmpty()) {
      return Optional.empty();
    }
    MaildirSize size = read.get().isSound() ? read.get() : count(read.get().limit());
    return Optional.of(
        new Quota(
            size.used().bytes(),
            size.limit().bytes(),
            size.used().messages(),
            size.limit().messages()));
  }

  /**
   * Refuses what the quota has no room for.
   *
   * @throws OverQuotaException when it has none, also by a fresh count
   */
  public void require(QuotaUsage more) throws IOException {
    Optional<MaildirSize> current = current();
    if (current.isEmpty() || current.get().limit().allows(current.get().used().plus(more))) {
      return;
    }
    MaildirSize size = current.get();
    if (size.changes() > 1 || isOld()) {
      size = count(size.limit());
    }
    if (!size.limit().allows(size.used().plus(more))) {
      throw new OverQuotaException();
    }
  }

  /**
   * Takes note of what came or went. That has happened already, so a failure is not the client's; a
   * count mends the sum one day.
   */
  public void changed(QuotaUsage change) {
    if (change.equals(QuotaUsage.NONE)) {
      return;
    }
    try (FileChannel file =
        FileChannel.open(file(), StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      // One write, so that lines of several programs do not mix.
      file.write(ByteBuffer.wrap(MaildirSize.change(change)));
    } catch (NoSuchFileException noQuota) {
      return;
    } catch (IOException e) {
      LOG.warnf("ERR: %s misses %s until it is counted anew: %s", file(), change, e);
    }
  }

  /** Counts anew, after a folder went as a whole. */
  public void recount() throws IOException {
    Optional<MaildirSize> size = read();
    if (size.isPresent()) {
      count(size.get().limit());
    }
  }

  /** The file as it is to be believed, counted anew where it is not. */
  private Optional<MaildirSize> current() throws IOException {
    Optional<MaildirSize> size = read();
    Optional<QuotaLimit> wanted = ofAccount.or(() -> size.map(MaildirSize::limit));
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    boolean believed =
        size.isPresent() && size.get().isSound() && size.get().limit().equals(wanted.get());
    return Optional.of(believed ? size.get() : count(wanted.get()));
  }

  private MaildirSize count(QuotaLimit limit) throws IOException {
    var count = new QuotaCount(maildir);
    QuotaUsage sum;
    FileTime before;
    int counts = 0;
    do {
      before = count.lastChange();
      sum = count.sum();
      files.replace(file(), MaildirSize.render(limit, sum), maildir.tmp());
    } while (count.lastChange().compareTo(before) > 0 && ++counts < MAX_COUNTS);
    return new MaildirSize(limit, sum, 1, true);
  }

  private Optional<MaildirSize> read() throws IOException {
    try (InputStream in = Files.newInputStream(file())) {
      return Optional.of(MaildirSize.parse(in.readNBytes(MaildirSize.MAX_BYTES)));
    } catch (NoSuchFileException noQuota) {
      return Optional.empty();
    }
  }

  private boolean isOld() throws IOException {
    return !Files.getLastModifiedTime(file())
        .toInstant()
        .plus(TRUSTED_FOR)
        .isAfter(clock.instant());
  }

  private Path file() {
    return maildir.path().resolve(MaildirSize.FILE);
  }
}
