package dev.postroom.imap.maildir;

import java.io.IOException;
import java.util.Optional;

/** Looks at the disk for an open folder, and tells its sessions what was found there. */
final class FolderLook {

  private final FolderScan scan;
  private final FolderSessions sessions;
  private final FolderLock lock;

  FolderLook(FolderScan scan, FolderSessions sessions, FolderLock lock) {
    this.scan = scan;
    this.sessions = sessions;
    this.lock = lock;
  }

  /**
   * Looks when something has changed; under the folder's mutex.
   *
   * @param scanner to whom messages that are found new are recent
   */
  void refresh(Optional<ChangeQueue> scanner) throws IOException {
    lock.holdUnless(
        scan::isUpToDate,
        () -> {
          sessions.tell(scan.run(false), scanner);
          return null;
        });
  }

  /** Looks, but leaves what is in {@code new} there; under the folder's mutex and lock file. */
  void leavingNew() throws IOException {
    sessions.tell(scan.run(true), Optional.empty());
  }

  /**
   * Sees to it that the database may be written: it would lose what others wrote otherwise. Under
   * the folder's mutex and lock file.
   */
  void catchUp() throws IOException {
    if (!scan.isDatabaseRead()) {
      leavingNew();
    }
  }
}
