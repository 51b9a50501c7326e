package dev.postroom.imap.maildir.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Takes lock files, or does not, where IMAP_USELOCKS is off. */
@FunctionalInterface
public interface FolderLocks {

  /** Keeps only this process's sessions apart, which their mutexes do. */
  FolderLocks NONE = (lock, patience) -> () -> {};

  /**
   * Waits for a lock and takes it.
   *
   * @param lock the lock file
   * @param patience how long to wait
   * @throws IOException when it cannot be had within that
   */
  DotLock.Held acquire(Path lock, Duration patience) throws IOException;

  /** Waits for a lock for {@link DotLock#GIVE_UP_AFTER}, for those who hold no other one. */
  default DotLock.Held acquire(Path lock) throws IOException {
    return acquire(lock, DotLock.GIVE_UP_AFTER);
  }
}
