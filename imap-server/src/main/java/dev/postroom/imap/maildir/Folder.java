package dev.postroom.imap.maildir;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailboxChange;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.mailbox.SelectedMailbox.Stored;
import dev.postroom.imap.mailbox.UidRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * An open folder: one view of it, shared by all sessions that have it selected, and the operations
 * that change both view and disk. Whatever changes the database holds the lock file as well; a flag
 * change is a rename and needs only the mutex, as Courier has it; a change of keywords would need
 * no more, but takes the lock file so that none gets lost (see {@link KeywordDirectory}).
 *
 * <p>When its directory is deleted, renamed or replaced, the folder is gone: its sessions are told
 * that all messages vanished, and nothing comes any more.
 */
final class Folder {

  /** So many messages get keywords, each a synced file, before others may have the lock file. */
  static final int KEYWORDS_AT_ONCE = 1000;

  private final FolderDirectory directory;
  private final FolderLocks locks;
  private final FolderView view;
  private final FolderKeywords keywords;
  private final FolderScan scan;
  private final MessageFiles files;
  private final FolderSessions sessions = new FolderSessions();
  private final ReentrantLock mutex = new ReentrantLock();
  private volatile boolean gone;

  Folder(
      FolderDirectory directory,
      FolderLocks locks,
      FolderView view,
      FolderKeywords keywords,
      FolderScan scan) {
    this.directory = directory;
    this.locks = locks;
    this.view = view;
    this.keywords = keywords;
    this.scan = scan;
    this.files = new MessageFiles(directory, view, scan, keywords, sessions);
  }

  /** Something that is done under the folder's lock. */
  @FunctionalInterface
  private interface Work<T> {
    T run() throws IOException;
  }

  FolderDirectory directory() {
    return directory;
  }

  /** Whether this folder is no longer the one that stands under its name. */
  boolean isGone() {
    return gone;
  }

  long uidValidity() {
    return locked(view::uidValidity);
  }

  long uidNext() {
    return locked(view::uidNext);
  }

  long highestModSeq() {
    return locked(view::highestModSeq);
  }

  /** The keywords in use. */
  SortedSet<String> keywords() {
    return locked(() -> Collections.unmodifiableSortedSet(new TreeSet<>(view.keywords())));
  }

  /** Whether messages can have keywords. */
  boolean keywordsAllowed() {
    return keywords.areOn();
  }

  /** The directories in which something changes when another program changes the folder. */
  List<Path> watchedDirectories() throws IOException {
    if (!keywords.areOn()) {
      return List.of(directory.fresh(), directory.cur());
    }
    // Made for whoever brings the first keyword: what is not there cannot be watched.
    KeywordDirectory.create(directory);
    return List.of(directory.fresh(), directory.cur(), KeywordDirectory.path(directory));
  }

  /** Lets a session in and returns what it finds, by ascending UID. */
  List<MessageState> join(ChangeQueue session) throws IOException {
    return exclusively(
        () -> {
          sessions.add(session);
          try {
            scan(Optional.of(session));
          } catch (IOException e) {
            sessions.remove(session);
            throw e;
          }
          return sessions.welcome(session, view);
        });
  }

  void leave(ChangeQueue session) {
    locked(
        () -> {
          sessions.remove(session);
          return null;
        });
  }

  /** Looks at the disk for a session; messages that are found new are recent to it. */
  void refresh(ChangeQueue session) throws IOException {
    exclusively(
        () -> {
          scan(Optional.of(session));
          return null;
        });
  }

  /**
   * Looks at the disk for the sessions that wait for changes.
   *
   * @param begun called when the look begins; what changes later needs another one
   */
  void refreshForListeners(Runnable begun) throws IOException {
    exclusively(
        () -> {
          begun.run();
          Optional<ChangeQueue> listening = sessions.listening();
          if (listening.isPresent()) {
            scan(listening);
          }
          return null;
        });
  }

  List<MailboxChange> changes(ChangeQueue session) {
    return locked(() -> session.take(view));
  }

  /** Sets a session's listener, which is called at once when changes wait already. */
  void listen(ChangeQueue session, Runnable listener) {
    boolean waiting =
        locked(
            () -> {
              session.listen(listener);
              return !session.isEmpty();
            });
    if (waiting && listener != null) {
      listener.run();
    }
  }

  Optional<StoredMessage> find(long uid) {
    return locked(() -> view.find(uid));
  }

  /** Where a message's file was when it was last seen. */
  Path file(StoredMessage message) {
    return locked(() -> files.path(message));
  }

  /** Looks for a message's file under a changed name; whether it is there. */
  boolean locate(StoredMessage message) throws IOException {
    return exclusively(() -> files.locate(List.of(message)).contains(message));
  }

  /**
   * Changes flags of messages that have not changed since a mod-sequence; those left out that have
   * vanished.
   */
  Stored store(
      Collection<Long> uids, FlagChange change, OptionalLong unchangedSince, ChangeQueue by)
      throws IOException {
    return exclusively(
        () -> {
          var modified = new TreeSet<Long>();
          var messages = new ArrayList<StoredMessage>();
          for (StoredMessage message : find(uids, unchangedSince)) {
            if (message.modSeq() > unchangedSince.orElse(Long.MAX_VALUE)) {
              modified.add(message.uid());
            } else {
              messages.add(message);
            }
          }
          var renamedAway = new ArrayList<StoredMessage>();
          for (StoredMessage message : messages) {
            if (!store(message, change, by)) {
              renamedAway.add(message);
            }
          }
          var vanished = new ArrayList<>(renamedAway);
          for (StoredMessage found : files.locate(renamedAway)) {
            if (found.modSeq() > unchangedSince.orElse(Long.MAX_VALUE)) {
              modified.add(found.uid());
            } else if (store(found, change, by)) {
              vanished.remove(found);
            }
          }
          var present = new ArrayList<>(messages);
          present.removeAll(new HashSet<>(vanished));
          storeKeywords(present, change, by);
          var now = new LinkedHashMap<Long, MessageState>();
          present.forEach(message -> now.put(message.uid(), ChangeQueue.state(message, false)));
          return new Stored(now, modified);
        });
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

  /** See {@link SelectedMailbox#vanishedSince}. */
  List<UidRange> vanishedSince(long modSeq, List<UidRange> known) {
    return locked(() -> view.vanishedSince(modSeq, known));
  }

  /** Removes messages that have {@code \Deleted}, of these or of all. */
  void expunge(Optional<? extends Collection<Long>> only) throws IOException {
    remove(
        message ->
            message.flags().has(SystemFlag.DELETED)
                && (only.isEmpty() || only.get().contains(message.uid())));
  }

  /** Removes messages whatever their flags are. */
  void remove(Collection<Long> uids) throws IOException {
    var these = new HashSet<>(uids);
    remove(message -> these.contains(message.uid()));
  }

  private void remove(Predicate<StoredMessage> which) throws IOException {
    exclusively(
        () -> {
          List<StoredMessage> chosen = view.messages().stream().filter(which).toList();
          if (!chosen.isEmpty()) {
            underLockFile(() -> remove(chosen, which));
          }
          return null;
        });
  }

  /**
   * Makes staged messages messages of this folder: all or none. They are recent to nobody.
   *
   * @return their UIDs, in order
   */
  List<Long> deliver(List<StagedMessage> staged) throws IOException {
    return exclusively(
        () -> {
          var uids = new ArrayList<Long>();
          underLockFile(
              () -> {
                if (!scan.isDatabaseRead()) {
                  sessions.tell(scan.run(true), Optional.empty());
                }
                addAll(staged).forEach(message -> uids.add(message.uid()));
                return null;
              });
          if (gone) {
            throw new NoSuchFileException(directory.path().toString());
          }
          return uids;
        });
  }

  private List<StoredMessage> addAll(List<StagedMessage> staged) throws IOException {
    var added = new ArrayList<StoredMessage>();
    try {
      keywords.deliver(staged);
      for (StagedMessage message : staged) {
        message.moveTo(directory.cur());
        StoredMessage stored = view.add(message.name());
        added.add(stored);
        keywords.delivered(message, stored);
      }
      DurableFiles.syncDirectory(directory.cur());
      scan.writeDatabase();
    } catch (IOException e) {
      // None is delivered. The UIDs are spent, the files must not become messages later.
      view.remove(added);
      for (StagedMessage message : staged) {
        Files.deleteIfExists(directory.cur().resolve(message.name().toString()));
        keywords.withdraw(message);
      }
      throw e;
    }
    sessions.arrived(added);
    return added;
  }

  private Void remove(List<StoredMessage> chosen, Predicate<StoredMessage> which)
      throws IOException {
    var renamedAway = new ArrayList<StoredMessage>();
    var removed = new ArrayList<StoredMessage>();
    for (StoredMessage message : chosen) {
      (files.delete(message) ? removed : renamedAway).add(message);
    }
    Collection<StoredMessage> found = files.locate(renamedAway);
    for (StoredMessage message : renamedAway) {
      // Another program may have taken \Deleted off: then the message stays.
      boolean isThere = found.contains(message);
      if (!isThere || which.test(message)) {
        files.delete(message);
        removed.add(message);
      }
    }
    view.remove(removed);
    DurableFiles.syncDirectory(directory.cur());
    scan.writeDatabase();
    sessions.vanished(removed);
    return null;
  }

  /** Changes system flags; false when the file is not under the name it had. */
  private boolean store(StoredMessage message, FlagChange change, ChangeQueue by)
      throws IOException {
    Flags after = change.applyTo(message.flags());
    if (!after.system().equals(message.flags().system())) {
      return files.flag(message, after.system(), by);
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
      underLockFile(
          () -> {
            List<StoredMessage> changed = keywords.change(portion, change);
            keywords.takeForeign().forEach(m -> sessions.flagged(m, Optional.empty()));
            changed.forEach(m -> sessions.flagged(m, Optional.of(by)));
            return null;
          });
    }
  }

  private void scan(Optional<ChangeQueue> scanner) throws IOException {
    underLockFileUnless(
        scan::isUpToDate,
        () -> {
          sessions.tell(scan.run(false), scanner);
          return null;
        });
  }

  private void underLockFile(Work<Void> work) throws IOException {
    underLockFileUnless(() -> false, work);
  }

  private void underLockFileUnless(Work<Boolean> condition, Work<Void> work) throws IOException {
    if (gone) {
      return;
    }
    try {
      if (condition.run()) {
        return;
      }
      try (DotLock.Held _ = locks.acquire(directory.lock())) {
        work.run();
      }
    } catch (FolderReplacedException replaced) {
      vanish();
    } catch (NoSuchFileException e) {
      if (directory.exists()) {
        throw e;
      }
      vanish();
    }
  }

  private void vanish() {
    List<StoredMessage> all = List.copyOf(view.messages());
    view.remove(all);
    sessions.vanished(all);
    gone = true;
  }

  private <T> T locked(Supplier<T> work) {
    mutex.lock();
    try {
      return work.get();
    } finally {
      mutex.unlock();
    }
  }

  private <T> T exclusively(Work<T> work) throws IOException {
    mutex.lock();
    try {
      return work.run();
    } finally {
      List<Runnable> waking = sessions.takeWaking();
      mutex.unlock();
      waking.forEach(Runnable::run);
    }
  }
}
