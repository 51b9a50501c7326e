package dev.postroom.imap.maildir.folder;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.SelectedMailbox.Stored;
import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.keywords.FolderKeywords;
import dev.postroom.imap.maildir.view.FolderView;
import dev.postroom.imap.maildir.view.StoredMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * STORE on an open folder: system flags are in the names of files, keywords in files of their own.
 * Whatever the number of messages, {@code cur} is synced once, and then it is on disk. Called under
 * the folder's mutex.
 */
final class FlagUpdate {

  /** So many messages get keywords before others may have the lock file. */
  static final int KEYWORDS_AT_ONCE = 1000;

  private final FolderDirectory directory;
  private final DurableFiles durable;
  private final FolderView view;
  private final FolderKeywords keywords;
  private final MessageFiles files;
  private final FolderSessions sessions;
  private final FolderQuota quota;
  private final LockFile lockFile;

  FlagUpdate(
      FolderDirectory directory,
      DurableFiles durable,
      FolderView view,
      FolderKeywords keywords,
      MessageFiles files,
      FolderSessions sessions,
      FolderQuota quota,
      LockFile lockFile) {
    this.directory = directory;
    this.durable = durable;
    this.view = view;
    this.keywords = keywords;
    this.files = files;
    this.sessions = sessions;
    this.quota = quota;
    this.lockFile = lockFile;
  }

  /**
   * Changes flags of messages that have not changed since a mod-sequence; those left out that have
   * vanished.
   */
  Stored store(
      Collection<Long> uids, FlagChange change, OptionalLong unchangedSince, ChangeQueue by)
      throws IOException {
    var modified = new TreeSet<Long>();
    var messages = new LinkedHashSet<StoredMessage>();
    for (StoredMessage message : find(uids, unchangedSince)) {
      if (message.modSeq() > unchangedSince.orElse(Long.MAX_VALUE)) {
        modified.add(message.uid());
      } else {
        messages.add(message);
      }
    }
    Set<StoredMessage> wereDeleted = quota.deleted(messages);
    boolean renames = messages.stream().anyMatch(message -> isRename(message, change));
    var vanished = new LinkedHashSet<StoredMessage>();
    for (StoredMessage message : messages) {
      if (!store(message, change, by)) {
        vanished.add(message);
      }
    }
    for (StoredMessage found : files.locate(List.copyOf(vanished))) {
      if (found.modSeq() > unchangedSince.orElse(Long.MAX_VALUE)) {
        modified.add(found.uid());
        continue;
      }
      renames |= isRename(found, change);
      if (store(found, change, by)) {
        vanished.remove(found);
      }
    }
    if (renames) {
      durable.syncDirectory(directory.cur());
    }
    messages.removeAll(vanished);
    quota.flagged(messages, wereDeleted);
    storeKeywords(List.copyOf(messages), change, by);
    var now = new LinkedHashMap<Long, MessageState>();
    messages.forEach(message -> now.put(message.uid(), ChangeQueue.state(message, false)));
    return new Stored(now, modified);
  }

  /** The messages with these UIDs; after a look at them when it matters whether they changed. */
  private List<StoredMessage> find(Collection<Long> uids, OptionalLong unchangedSince)
      throws IOException {
    List<StoredMessage> messages = uids.stream().flatMap(u -> view.find(u).stream()).toList();
    if (unchangedSince.isPresent()) {
      keywords.refresh(List.of());
      keywords.takeForeign().forEach(m -> sessions.flagged(m, Optional.empty()));
      files.locate(messages.stream().filter(message -> !files.exists(message)).toList());
    }
    return messages;
  }

  private static boolean isRename(StoredMessage message, FlagChange change) {
    return !change.applyTo(message.flags()).system().equals(message.flags().system());
  }

  /** Changes system flags; false when the file is not under the name it had. */
  private boolean store(StoredMessage message, FlagChange change, ChangeQueue by)
      throws IOException {
    if (isRename(message, change)) {
      return files.flag(message, change.applyTo(message.flags()).system(), by);
    }
    return !keywords.areConcernedBy(change) || files.exists(message);
  }

  /** In portions, so that the lock file is never held for as long as makes it look abandoned. */
  private void storeKeywords(List<StoredMessage> messages, FlagChange change, ChangeQueue by)
      throws IOException {
    if (!keywords.areConcernedBy(change)) {
      return;
    }
    for (int from = 0; from < messages.size(); from += KEYWORDS_AT_ONCE) {
      int to = Math.min(from + KEYWORDS_AT_ONCE, messages.size());
      List<StoredMessage> portion = messages.subList(from, to);
      lockFile.hold(
          () -> {
            var changed = new ArrayList<StoredMessage>();
            try {
              keywords.change(portion, change, changed::add);
            } finally {
              keywords.takeForeign().forEach(m -> sessions.flagged(m, Optional.empty()));
              changed.forEach(m -> sessions.flagged(m, Optional.of(by)));
            }
            return null;
          });
    }
  }
}
