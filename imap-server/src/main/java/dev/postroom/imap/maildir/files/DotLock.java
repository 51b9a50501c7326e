package dev.postroom.imap.maildir.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * A lock that programs and hosts share: a file with {@code pid:hostname}, made by writing it under
 * a unique name and giving it the lock's name by {@code link()} (maildirlock.C, liblock/mail.c).
 *
 * <p>A lock of this host is stale when its process is gone, or is this very process: inside it one
 * who has a lock keeps others from trying, so that a lock under its own pid was left by an earlier
 * life. A lock of another host is stale when it is older than {@link #STALE_AFTER}. Whoever holds a
 * lock must be done sooner than that.
 */
public final class DotLock implements FolderLocks {

  /** Age at which a lock of another host counts as abandoned. */
  public static final Duration STALE_AFTER = Duration.ofSeconds(120);

  /** Who waits longer for a lock gives up. */
  public static final Duration GIVE_UP_AFTER = Duration.ofSeconds(150);

  private static final Duration POLL = Duration.ofMillis(20);

  /** A lock file is one short line. */
  private static final int MAX_OWNER_BYTES = 1024;

  private static final Logger LOG = Logger.getLogger(DotLock.class);

  private final DurableFiles files;
  private final String hostname;
  private final long pid;

  /**
   * Locks that this process has or waits for. For all its Maildirs: a folder may be reached by
   * several paths, over symbolic links, and lock files tell no more than the process.
   */
  private static final Set<Claim> CLAIMED = ConcurrentHashMap.newKeySet();

  public DotLock(DurableFiles files, String hostname, long pid) {
    this.files = files;
    this.hostname = hostname;
    this.pid = pid;
  }

  /**
   * A claim to a lock file.
   *
   * @param owner the process, as the file names it
   * @param directory device and inode of where the file is
   */
  private record Claim(String owner, Object directory, Path name) {}

  /** A lock that is held; closing releases it. */
  public interface Held extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  @Override
  public Held acquire(Path lock, Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    Object directory = Files.readAttributes(lock.getParent(), BasicFileAttributes.class).fileKey();
    var claim = new Claim(ownName(), directory, lock.getFileName());
    claim(lock, claim, deadline);
    try {
      Held held = acquireClaimed(lock, deadline);
      return () -> {
        try {
          held.close();
        } finally {
          CLAIMED.remove(claim);
        }
      };
    } catch (IOException e) {
      CLAIMED.remove(claim);
      throw e;
    }
  }

  /** Waits until nobody in this process has the lock or waits for other processes. */
  private static void claim(Path lock, Claim claim, long deadline) throws IOException {
    while (!CLAIMED.add(claim)) {
      if (System.nanoTime() - deadline > 0) {
        throw new IOException(lock + " is held by another session of this process");
      }
      pause();
    }
  }

  private Held acquireClaimed(Path lock, long deadline) throws IOException {
    Path own = lock.resolveSibling(files.names().next().inTmp() + ".lock");
    try {
      write(own);
      BasicFileAttributes attributes =
          attributes(own).orElseThrow(() -> new NoSuchFileException(own.toString()));
      link(lock, own, new FileServerClock(attributes), deadline);
      return () -> release(lock, attributes);
    } finally {
      Files.deleteIfExists(own);
    }
  }

  /**
   * Writes who holds the lock. On a disk that is full that is nothing: the lock keeps others out
   * all the same, so that mail can be read and deleted, and is stale at the age of a lock of
   * another host.
   */
  private void write(Path own) throws IOException {
    try (FileChannel out = create(own)) {
      try {
        files.write(out, ownName().getBytes(StandardCharsets.UTF_8), 0);
      } catch (IOException e) {
        LOG.warnf("ERR: %s: %s", own, e);
        out.truncate(0);
      }
    }
  }

  private FileChannel create(Path own) throws IOException {
    try {
      return files.create(own);
    } catch (NoSuchFileException folderGone) {
      throw folderGone;
    } catch (IOException e) {
      throw new UnlockableException(e);
    }
  }

  /** The time as the file server has it, which tells the times of files: those of a new file. */
  private record FileServerClock(Instant time, long nanoTime) {
    FileServerClock(BasicFileAttributes fresh) {
      this(fresh.lastModifiedTime().toInstant(), System.nanoTime());
    }

    Instant now() {
      return time.plusNanos(System.nanoTime() - nanoTime);
    }
  }

  private void link(Path lock, Path own, FileServerClock clock, long deadline) throws IOException {
    while (!tryLink(lock, own)) {
      if (!breakIfStale(lock, clock)) {
        if (System.nanoTime() - deadline > 0) {
          throw new IOException(
              lock
                  + " is held by "
                  + owner(lock).orElse("somebody")
                  + "; remove it if that is gone");
        }
        pause();
      }
    }
  }

  private static boolean tryLink(Path lock, Path own) throws IOException {
    try {
      Files.createLink(lock, own);
    } catch (FileAlreadyExistsException held) {
      return false;
    }
    // On NFS only the count of links tells whether link() succeeded.
    return ((Integer) Files.getAttribute(own, "unix:nlink")) == 2;
  }

  /** Whether the lock is out of the way, so that it can be tried again at once. */
  private boolean breakIfStale(Path lock, FileServerClock clock) throws IOException {
    Optional<BasicFileAttributes> attributes = attributes(lock);
    Optional<String> owner = owner(lock);
    if (attributes.isEmpty() || owner.isEmpty()) {
      return true;
    }
    Instant made = attributes.get().lastModifiedTime().toInstant();
    if (!isStale(owner.get(), Duration.between(made, clock.now()))) {
      return false;
    }
    return remove(lock, attributes.get().fileKey(), owner.get());
  }

  private boolean isStale(String owner, Duration age) {
    int colon = owner.indexOf(':');
    if (colon < 0 || !owner.substring(colon + 1).strip().equals(hostname)) {
      return age.compareTo(STALE_AFTER) > 0;
    }
    try {
      long holder = Long.parseLong(owner.substring(0, colon).strip());
      return holder == pid || ProcessHandle.of(holder).isEmpty();
    } catch (NumberFormatException notPid) {
      return age.compareTo(STALE_AFTER) > 0;
    }
  }

  /**
   * Takes a stale lock away. It is renamed before it is deleted: if somebody replaced it in the
   * meantime, that shows, and the fresh lock is put back.
   */
  private boolean remove(Path lock, Object key, String owner) throws IOException {
    Path aside = lock.resolveSibling(files.names().next().inTmp() + ".stale");
    try {
      Files.move(lock, aside);
    } catch (NoSuchFileException gone) {
      return true;
    }
    try {
      if (!key.equals(attributes(aside).map(BasicFileAttributes::fileKey).orElse(null))) {
        Files.createLink(lock, aside);
        return false;
      }
      LOG.warnf("removed stale lock %s of %s", lock, owner);
      return true;
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /**
   * Deletes the lock, unless somebody took it for stale and it is no longer ours. The file's key
   * alone does not tell, a new file may get the inode of a deleted one; but not within the tick of
   * the clock in which that was written. Some file servers correct a file's time after it was
   * closed; then its content tells.
   */
  private void release(Path lock, BasicFileAttributes own) throws IOException {
    Optional<BasicFileAttributes> now = attributes(lock);
    boolean isOwnFile = now.filter(file -> file.fileKey().equals(own.fileKey())).isPresent();
    if (isOwnFile && (isOfSameTime(now.get(), own) || isOwnContent(lock))) {
      Files.deleteIfExists(lock);
    } else {
      LOG.warnf("lock %s was taken away while it was held", lock);
    }
  }

  private static boolean isOfSameTime(BasicFileAttributes one, BasicFileAttributes other) {
    return one.lastModifiedTime().equals(other.lastModifiedTime()) && one.size() == other.size();
  }

  private boolean isOwnContent(Path lock) throws IOException {
    return owner(lock).equals(Optional.of(ownName()));
  }

  private String ownName() {
    return pid + ":" + hostname;
  }

  private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
    try {
      return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }

  private static Optional<String> owner(Path lock) throws IOException {
    try (var in = Files.newInputStream(lock)) {
      return Optional.of(new String(in.readNBytes(MAX_OWNER_BYTES), StandardCharsets.UTF_8));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for a lock", e);
    }
  }
}
