package dev.postroom.imap.maildir.folder;

import java.io.IOException;

/** The lock file of an open folder, by which other processes are kept from its database. */
@FunctionalInterface
interface LockFile {

  /** Something that is done under a lock. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /** Does something while holding it; does nothing when the folder is gone. */
  void hold(Work<Void> work) throws IOException;
}
