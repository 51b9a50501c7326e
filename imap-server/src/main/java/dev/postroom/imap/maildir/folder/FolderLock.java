package dev.postroom.imap.maildir.folder;

import dev.postroom.imap.maildir.files.DotLock;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.FolderLocks;
import dev.postroom.imap.maildir.index.FolderIndex;
import dev.postroom.imap.maildir.scan.FolderReplacedException;
import dev.postroom.imap.maildir.scan.FolderScan;
import dev.postroom.imap.maildir.view.FolderView;
import dev.postroom.imap.maildir.view.StoredMessage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The lock of an open folder: a mutex that keeps the sessions of this process apart, and, taken
 * under it, the lock file that keeps other processes out.
 *
 * <p>It notices that the directory is no longer the one that was opened. The folder is gone then:
 * its sessions are told that all messages vanished, and the lock file is not taken any more.
 */
final class FolderLock implements LockFile {

  /** So long one lock file is held while another is waited for: less than makes it look stale. */
  private static final Duration SECOND_PATIENCE = DotLock.STALE_AFTER.dividedBy(2);

  private static final Logger LOG = Logger.getLogger(FolderLock.class);

  private final FolderDirectory directory;
  private final FolderLocks locks;
  private final FolderView view;
  private final FolderSessions sessions;
  private final FolderScan scan;
  private final FolderIndex index;
  private final ReentrantLock mutex = new ReentrantLock();
  private volatile boolean gone;

  FolderLock(
      FolderDirectory directory,
      FolderLocks locks,
      FolderView view,
      FolderSessions sessions,
      FolderScan scan,
      FolderIndex index) {
    this.directory = directory;
    this.locks = locks;
    this.view = view;
    this.sessions = sessions;
    this.scan = scan;
    this.index = index;
  }

  boolean isGone() {
    return gone;
  }

  /** Looks at what is in memory, under the mutex. */
  <T> T locked(Supplier<T> work) {
    mutex.lock();
    try {
      return work.get();
    } finally {
      mutex.unlock();
    }
  }

  /**
   * Works under the mutex, on a view that an index has filled, and then wakes the sessions that
   * have something to hear of it.
   */
  <T> T exclusively(Work<T> work) throws IOException {
    mutex.lock();
    try {
      index.load();
      return work.run();
    } catch (IOException | RuntimeException e) {
      scan.doubt();
      throw e;
    } finally {
      List<Runnable> waking = end();
      mutex.unlock();
      waking.forEach(Runnable::run);
    }
  }

  /** Looks whether the folder is still the one that was opened, and notices when it is not. */
  boolean stands(Work<Boolean> look) {
    mutex.lock();
    try {
      if (!gone && !stillStands(look)) {
        vanish();
      }
      return !gone;
    } finally {
      List<Runnable> waking = end();
      mutex.unlock();
      waking.forEach(Runnable::run);
    }
  }

  private boolean stillStands(Work<Boolean> look) {
    try {
      return look.run();
    } catch (IOException e) {
      LOG.debugf("%s is opened anew: %s", directory.path(), e);
      return false;
    }
  }

  @Override
  public void hold(Work<Void> work) throws IOException {
    holdUnless(() -> false, work);
  }

  /** As {@link #hold}, but does nothing when a condition holds, which is looked at without it. */
  void holdUnless(Work<Boolean> condition, Work<Void> work) throws IOException {
    holdUnless(condition, DotLock.GIVE_UP_AFTER, work);
  }

  /**
   * Works while nobody else uses two folders, which may be the same. They are taken in the order of
   * their paths, so that two who want the same ones do not wait for each other.
   */
  static void holdBoth(FolderLock one, FolderLock other, Work<Void> work) throws IOException {
    if (one == other) {
      one.exclusively(
          () -> {
            one.hold(work);
            return null;
          });
      return;
    }
    boolean inOrder = one.directory.path().compareTo(other.directory.path()) <= 0;
    FolderLock first = inOrder ? one : other;
    FolderLock second = inOrder ? other : one;
    var waking = new ArrayList<Runnable>();
    first.mutex.lock();
    try {
      second.mutex.lock();
      try {
        first.index.load();
        second.index.load();
        first.hold(
            () -> {
              second.holdUnless(() -> false, SECOND_PATIENCE, work);
              return null;
            });
      } catch (IOException | RuntimeException e) {
        first.scan.doubt();
        second.scan.doubt();
        throw e;
      } finally {
        waking.addAll(second.end());
        second.mutex.unlock();
      }
    } finally {
      waking.addAll(first.end());
      first.mutex.unlock();
      waking.forEach(Runnable::run);
    }
  }

  private void holdUnless(Work<Boolean> condition, Duration patience, Work<Void> work)
      throws IOException {
    if (gone) {
      return;
    }
    try {
      if (condition.run()) {
        return;
      }
      try (DotLock.Held _ = locks.acquire(directory.lock(), patience)) {
        work.run();
      }
    } catch (FolderReplacedException replaced) {
      if (!replaced.folder().equals(directory.path())) {
        throw replaced;
      }
      vanish();
    } catch (NoSuchFileException e) {
      if (directory.exists()) {
        throw e;
      }
      vanish();
    }
  }

  /** Writes down what was done, and returns who is to be woken. */
  private List<Runnable> end() {
    if (!gone) {
      index.keep(!sessions.isEmpty());
    }
    return sessions.takeWaking();
  }

  private void vanish() {
    List<StoredMessage> all = List.copyOf(view.messages());
    view.remove(all);
    sessions.vanished(all);
    gone = true;
  }
}
