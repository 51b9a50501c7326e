package dev.postroom.imap.maildir.folder;

import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.quota.QuotaUsage;
import dev.postroom.imap.maildir.scan.FolderDatabase;
import dev.postroom.imap.maildir.uiddb.UidDbFile;
import dev.postroom.imap.maildir.view.FolderView;
import dev.postroom.imap.maildir.view.StoredMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Takes messages out of an open folder. First their files go, then their entries in the database: a
 * UID without a file is skipped by whoever reads it (see {@link UidDbFile}). Called under the
 * folder's mutex.
 */
final class Removals {

  private final FolderDirectory directory;
  private final DurableFiles durable;
  private final FolderView view;
  private final FolderDatabase database;
  private final FolderLook look;
  private final MessageFiles files;
  private final FolderSessions sessions;
  private final FolderQuota quota;
  private final LockFile lockFile;

  Removals(
      FolderDirectory directory,
      DurableFiles durable,
      FolderView view,
      FolderDatabase database,
      FolderLook look,
      MessageFiles files,
      FolderSessions sessions,
      FolderQuota quota,
      LockFile lockFile) {
    this.directory = directory;
    this.durable = durable;
    this.view = view;
    this.database = database;
    this.look = look;
    this.files = files;
    this.sessions = sessions;
    this.quota = quota;
    this.lockFile = lockFile;
  }

  /**
   * Removes messages, unless another program has changed one so that it is not meant any more.
   *
   * @return the files that they were
   */
  List<Path> remove(Predicate<StoredMessage> which) throws IOException {
    var gone = new ArrayList<Path>();
    if (view.messages().stream().anyMatch(which)) {
      lockFile.hold(
          () -> {
            look.catchUp();
            removeHeld(which).forEach(message -> gone.add(files.path(message)));
            return null;
          });
    }
    return gone;
  }

  private List<StoredMessage> removeHeld(Predicate<StoredMessage> which) throws IOException {
    var renamedAway = new ArrayList<StoredMessage>();
    var removed = new ArrayList<StoredMessage>();
    QuotaUsage gone = QuotaUsage.NONE;
    for (StoredMessage message : view.messages().stream().filter(which).toList()) {
      QuotaUsage usage = quota.usage(message);
      if (files.delete(message)) {
        removed.add(message);
        gone = gone.plus(usage);
      } else {
        renamedAway.add(message);
      }
    }
    Set<StoredMessage> found = files.locate(renamedAway);
    for (StoredMessage message : renamedAway) {
      // Another program may have taken \Deleted off: then the message stays.
      boolean isThere = found.contains(message);
      if (!isThere || which.test(message)) {
        gone = gone.plus(quota.usage(message));
        files.delete(message);
        removed.add(message);
      }
    }
    removed(removed);
    quota.changed(gone.negated());
    return removed;
  }

  /** Takes note that the files of messages are gone; under the lock file as well. */
  void removed(List<StoredMessage> removed) throws IOException {
    durable.syncDirectory(directory.cur());
    look.catchUp();
    List<StoredMessage> known =
        removed.stream().filter(m -> view.find(m.uid()).filter(m::equals).isPresent()).toList();
    view.remove(known);
    sessions.vanished(known);
    database.removed(known);
  }
}
