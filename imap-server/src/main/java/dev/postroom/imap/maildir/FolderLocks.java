package dev.postroom.imap.maildir;

import java.io.IOException;
import java.nio.file.Path;

/** Takes lock files, or does not, where IMAP_USELOCKS is off. */
@FunctionalInterface
interface FolderLocks {

  /** Keeps only this process's sessions apart, which their mutexes do. */
  FolderLocks NONE = lock -> () -> {};

  DotLock.Held acquire(Path lock) throws IOException;
}
