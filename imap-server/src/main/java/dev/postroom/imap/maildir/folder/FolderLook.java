package dev.postroom.imap.maildir.folder;

import dev.postroom.imap.maildir.files.UnlockableException;
import dev.postroom.imap.maildir.scan.FolderScan;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Looks at the disk for an open folder, and tells its sessions what was found there. */
final class FolderLook {

  private static final Logger LOG = Logger.getLogger(FolderLook.class);

  private final FolderScan scan;
  private final FolderSessions sessions;
  private final FolderLock lock;

  FolderLook(FolderScan scan, FolderSessions sessions, FolderLock lock) {
    this.scan = scan;
    this.sessions = sessions;
    this.lock = lock;
  }

  /** Has looks be cheap from now on, until the {@link #end}; under the folder's mutex. */
  void begin() {
    try {
      scan.attend();
    } catch (IOException e) {
      // The first look finds the same, if that is still so.
      LOG.debugf("what changes is not witnessed: %s", e);
    }
  }

  /** Ends what {@link #begin} began; under the folder's mutex. */
  void end() {
    scan.leave();
  }

  /**
   * Looks when something has changed; under the folder's mutex. Where nothing can be written, what
   * can be had without is read.
   *
   * @param scanner to whom messages that are found new are recent
   */
  void refresh(Optional<ChangeQueue> scanner) throws IOException {
    try {
      lock.holdUnless(
          () -> scan.isUpToDate() || scan.isUnchanged(),
          () -> {
            sessions.tell(scan.run(false), scanner);
            return null;
          });
    } catch (UnlockableException e) {
      LOG.debugf("only messages that have UIDs are shown: %s", e);
      sessions.tell(scan.look(), scanner);
    }
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
