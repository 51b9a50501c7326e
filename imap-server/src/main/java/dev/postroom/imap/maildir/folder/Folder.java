package dev.postroom.imap.maildir.folder;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailStore.MailboxStatus;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.mailbox.SelectedMailbox.Stored;
import dev.postroom.imap.mailbox.StatusItem;
import dev.postroom.imap.mailbox.UidRange;
import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.FolderLocks;
import dev.postroom.imap.maildir.files.StagedMessage;
import dev.postroom.imap.maildir.index.FolderIndex;
import dev.postroom.imap.maildir.keywords.FolderKeywords;
import dev.postroom.imap.maildir.keywords.KeywordDirectory;
import dev.postroom.imap.maildir.quota.QuotaUsage;
import dev.postroom.imap.maildir.scan.FolderDatabase;
import dev.postroom.imap.maildir.scan.FolderScan;
import dev.postroom.imap.maildir.view.FolderView;
import dev.postroom.imap.maildir.view.StoredMessage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * An open folder: one view of it, shared by all sessions that have it selected, and the operations
 * that change both view and disk. Whatever changes the database holds the lock file as well; a flag
 * change is a rename and needs only the mutex, as Courier has it; a change of keywords would need
 * no more, but takes the lock file so that none gets lost (see {@link KeywordDirectory}).
 *
 * <p>When its directory is deleted, renamed or replaced, the folder is gone: its sessions are told
 * that all messages vanished, and nothing comes any more.
 */
public final class Folder {

  private final FolderDirectory directory;
  private final DurableFiles durable;
  private final FolderView view;
  private final FolderKeywords keywords;
  private final FolderScan scan;
  private final FolderQuota quota;
  private final MessageFiles files;
  private final FlagUpdate flagUpdate;
  private final Deliveries deliveries;
  private final Removals removals;
  private final MessageNotes notes;
  private final Attendance attendance;
  private final FolderLook look;
  private final FolderSessions sessions = new FolderSessions();
  private final FolderLock lock;

  Folder(
      FolderDirectory directory,
      DurableFiles durable,
      FolderLocks locks,
      FolderView view,
      FolderKeywords keywords,
      FolderDatabase database,
      FolderScan scan,
      FolderQuota quota,
      FolderIndex index) {
    this.directory = directory;
    this.durable = durable;
    this.lock = new FolderLock(directory, locks, view, sessions, scan, index);
    this.view = view;
    this.keywords = keywords;
    this.scan = scan;
    this.quota = quota;
    this.look = new FolderLook(scan, sessions, lock);
    this.files = new MessageFiles(directory, durable, view, database, keywords, sessions);
    this.flagUpdate =
        new FlagUpdate(directory, durable, view, keywords, files, sessions, quota, lock);
    this.deliveries = new Deliveries(directory, durable, view, database, keywords, sessions);
    this.removals =
        new Removals(directory, durable, view, database, look, files, sessions, quota, lock);
    this.notes = new MessageNotes(view, index, lock);
    this.attendance = new Attendance(directory, view, database, look, sessions, lock);
  }

  /** Where it is. */
  public FolderDirectory directory() {
    return directory;
  }

  /** Whether this folder is no longer the one that stands under its name. */
  public boolean isGone() {
    return lock.isGone();
  }

  /** How many messages it has. */
  int size() {
    return lock.locked(() -> view.messages().size());
  }

  /**
   * Whether this is still the folder that stands under its name, as far as one look tells. A folder
   * that is not is gone.
   */
  boolean stands() {
    return lock.stands(scan::stands);
  }

  /**
   * What STATUS tells, if that is known or what is wanted cannot be had without scanning; nothing
   * is moved out of {@code new}.
   */
  public Optional<MailboxStatus> status(Set<StatusItem> wanted) throws IOException {
    return lock.exclusively(
        () -> {
          boolean isKnown = scan.isUpToDate();
          if (!isKnown && !FolderStatus.needsView(wanted)) {
            return Optional.empty();
          }
          var status = new FolderStatus(directory, wanted);
          List<String> fresh = status.namesInNew();
          if (!isKnown) {
            lock.hold(
                () -> {
                  look.leavingNew();
                  return null;
                });
          }
          return lock.isGone()
              ? Optional.empty()
              : Optional.of(status.of(view, sessions.unclaimed(), fresh));
        });
  }

  /** Its UIDVALIDITY; 0 until the disk was looked at. */
  public long uidValidity() {
    return lock.locked(view::uidValidity);
  }

  /** The UID that the next message gets. */
  public long uidNext() {
    return lock.locked(view::uidNext);
  }

  /** The mod-sequence of its last change. */
  public long highestModSeq() {
    return lock.locked(view::highestModSeq);
  }

  /** The keywords in use. */
  public SortedSet<String> keywords() {
    return lock.locked(() -> Collections.unmodifiableSortedSet(new TreeSet<>(view.keywords())));
  }

  /** Whether messages can have keywords. */
  public boolean keywordsAllowed() {
    return keywords.areOn();
  }

  /** The directories in which something changes when another program changes the folder. */
  List<Path> watchedDirectories() throws IOException {
    if (!keywords.areOn()) {
      return List.of(directory.fresh(), directory.cur());
    }
    // Made for whoever brings the first keyword: what is not there cannot be watched.
    KeywordDirectory.create(directory, durable);
    return List.of(directory.fresh(), directory.cur(), KeywordDirectory.path(directory));
  }

  /** The sessions that have it selected. */
  public Attendance attendance() {
    return attendance;
  }

  /** The message with a UID, if there is one as far as the last look tells. */
  public Optional<StoredMessage> find(long uid) {
    return lock.locked(() -> view.find(uid));
  }

  /** Those of the messages that there are, by ascending UID. */
  public List<StoredMessage> find(Collection<Long> uids) {
    return lock.locked(() -> uids.stream().flatMap(uid -> view.find(uid).stream()).toList());
  }

  /** Where a message's file was when it was last seen. */
  public Path file(StoredMessage message) {
    return lock.locked(() -> files.path(message));
  }

  /** What is remembered of the content of its messages. */
  public MessageNotes notes() {
    return notes;
  }

  /** Whether a message's file is where it was when it was last seen. */
  public boolean isInPlace(StoredMessage message) {
    return lock.locked(() -> files.exists(message));
  }

  /** Looks for files of messages under changed names; the messages whose files are there. */
  public Set<StoredMessage> locate(List<StoredMessage> messages) throws IOException {
    return lock.exclusively(() -> files.locate(messages));
  }

  /**
   * Changes flags of messages that have not changed since a mod-sequence; those left out that have
   * vanished.
   */
  public Stored store(
      Collection<Long> uids, FlagChange change, OptionalLong unchangedSince, ChangeQueue by)
      throws IOException {
    return lock.exclusively(() -> flagUpdate.store(uids, change, unchangedSince, by));
  }

  /** See {@link SelectedMailbox#vanishedSince}. */
  public List<UidRange> vanishedSince(long modSeq, List<UidRange> known) {
    return lock.locked(() -> view.vanishedSince(modSeq, known));
  }

  /** The messages that have {@code \Deleted}, of these or of all. */
  public SortedSet<Long> deleted(Optional<? extends Collection<Long>> only) {
    return lock.locked(
        () ->
            view.messages().stream()
                .filter(message -> message.flags().has(SystemFlag.DELETED))
                .map(StoredMessage::uid)
                .filter(uid -> only.isEmpty() || only.get().contains(uid))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** Removes messages that have {@code \Deleted}, of these or of all; the files they were. */
  public List<Path> expunge(Optional<? extends Collection<Long>> only) throws IOException {
    return remove(
        message ->
            message.flags().has(SystemFlag.DELETED)
                && (only.isEmpty() || only.get().contains(message.uid())));
  }

  /** Removes messages whatever their flags are; the files they were. */
  public List<Path> remove(Collection<Long> uids) throws IOException {
    var these = new HashSet<>(uids);
    return remove(message -> these.contains(message.uid()));
  }

  private List<Path> remove(Predicate<StoredMessage> which) throws IOException {
    return lock.exclusively(() -> removals.remove(which));
  }

  /**
   * Makes staged messages messages of this folder: all or none. They are recent to nobody.
   *
   * @param evenWhenFull whether they come in though the quota has no room for them
   * @return their UIDs, in order
   */
  public List<Long> deliver(List<StagedMessage> staged, boolean evenWhenFull) throws IOException {
    QuotaUsage incoming = evenWhenFull ? quota.usage(staged) : quota.require(staged);
    var delivery = new Delivery(staged);
    deliveries.add(delivery);
    try {
      lock.exclusively(
          () -> {
            if (!delivery.isEnded()) {
              lock.hold(
                  () -> {
                    look.catchUp();
                    deliveries.deliverWaiting();
                    return null;
                  });
            }
            return null;
          });
    } finally {
      deliveries.withdraw(delivery);
    }
    if (lock.isGone()) {
      throw new NoSuchFileException(directory.path().toString());
    }
    List<Long> uids = delivery.uids();
    quota.changed(incoming);
    return uids;
  }

  /** Fails when the quota has no room for messages that are to be delivered. */
  public void requireRoom(List<StagedMessage> staged) throws IOException {
    quota.require(staged);
  }

  /** Does something while nobody else uses two folders, which may be the same. */
  public static void holdBoth(Folder one, Folder other, LockFile.Work<Void> work)
      throws IOException {
    FolderLock.holdBoth(one.lock, other.lock, work);
  }

  /**
   * Makes messages of another folder messages of this one, for who {@linkplain #holdBoth holds}
   * both.
   *
   * @param staged the files of {@code messages}, which are renamed
   * @return their UIDs here, in order
   */
  public List<Long> takeHeld(
      Folder source, List<StoredMessage> messages, List<StagedMessage> staged) throws IOException {
    source.look.catchUp();
    look.catchUp();
    boolean isQuotaConcerned = !quota.isSharedWith(source.quota);
    QuotaUsage incoming = isQuotaConcerned ? quota.require(staged) : QuotaUsage.NONE;
    var delivery = new Delivery(staged);
    deliveries.deliver(List.of(delivery));
    List<Long> uids = delivery.uids();
    source.removals.removed(messages);
    if (isQuotaConcerned) {
      quota.changed(incoming);
      source.quota.changed(source.quota.usage(staged).negated());
    }
    return uids;
  }
}
