package dev.postroom.imap.maildir.scan;

import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.FolderDirectory.Stamp;
import dev.postroom.imap.maildir.files.MaildirFileName;
import dev.postroom.imap.maildir.keywords.FolderKeywords;
import dev.postroom.imap.maildir.uiddb.UidDb;
import dev.postroom.imap.maildir.uiddb.UidDbFile;
import dev.postroom.imap.maildir.uiddb.UidValidity;
import dev.postroom.imap.maildir.view.Differences;
import dev.postroom.imap.maildir.view.FolderView;
import dev.postroom.imap.maildir.view.IndexStamps;
import dev.postroom.imap.maildir.view.StoredMessage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Brings a folder's view up to the disk, after Courier's algorithm (imapscanclient.C): read the
 * database if it changed, move messages from {@code new} to {@code cur}, list {@code cur}, drop
 * what is gone, give UIDs to what is unknown in the order of (leading integer, name), and rewrite
 * the database if that changed it. Called under the folder's lock and its lock file.
 *
 * <p>Only differences are worked on. A folder whose directories did not change since they were last
 * listed is not listed again; the time of a change is trusted when it lay {@link Stamp#RESOLUTION}
 * back at the time of the listing, because file systems date changes no finer than that.
 */
public final class FolderScan {

  private static final Logger LOG = Logger.getLogger(FolderScan.class);

  private final FolderDirectory directory;
  private final FolderView view;
  private final FolderKeywords keywords;
  private final UidValidity uidValidity;
  private final UidDbFile database;
  private final NewMail newMail;
  private final Clock clock;

  private Optional<IndexStamps.Folder> listed = Optional.empty();
  private Differences found = new Differences();
  private int scan;

  /** Whether the view has a UIDVALIDITY that nothing on disk tells as yet. */
  private boolean begins;

  public FolderScan(
      FolderDirectory directory,
      FolderView view,
      FolderKeywords keywords,
      UidValidity uidValidity,
      DurableFiles files,
      Clock clock) {
    this.directory = directory;
    this.view = view;
    this.keywords = keywords;
    this.uidValidity = uidValidity;
    this.database = new UidDbFile(directory, files);
    this.newMail = new NewMail(directory, files);
    this.clock = clock;
  }

  /** Whether nothing can have changed since the last scan. */
  public boolean isUpToDate() throws IOException {
    return isDatabaseRead()
        && listed.isPresent()
        && listed.get().isTrusted()
        && listed.get().cur().equals(required(directory.cur()))
        && listed.get().fresh().equals(required(directory.fresh()))
        && keywords.areUpToDate();
  }

  /**
   * Whether a listing shows just what the view tells, where stamps are too young to tell. Nothing
   * is changed by looking, so it needs no lock file, which costs as much as a delivery.
   */
  public boolean isUnchanged() throws IOException {
    if (!isDatabaseRead() || listed.isEmpty() || !keywords.areUpToDate()) {
      return false;
    }
    IndexStamps.Folder listing = stampsAt(clock.instant());
    if (!new FileComparison(view).isSame(directory)) {
      return false;
    }
    listed = Optional.of(listing);
    return true;
  }

  private IndexStamps.Folder stampsAt(Instant now) throws IOException {
    return new IndexStamps.Folder(required(directory.cur()), required(directory.fresh()), now);
  }

  /** Whether the directory and the UIDVALIDITY are those that the view is of. */
  public boolean stands() throws IOException {
    if (view.uidValidity() == 0) {
      return true;
    }
    boolean isSameDirectory =
        listed.isEmpty() || listed.get().cur().key().equals(required(directory.cur()).key());
    return isSameDirectory
        && (database.isRead()
            || UidDbFile.parse(directory)
                .filter(read -> read.uidValidity() == view.uidValidity())
                .isPresent());
  }

  /** When what the view tells was read. */
  public IndexStamps stamps() {
    return new IndexStamps(listed, database.stamp(), keywords.listed());
  }

  /** Takes the view, which is restored from an index, for read when these were the stamps. */
  public void restore(IndexStamps stamps) {
    listed = stamps.folder();
    database.restore(stamps.uidDb());
    keywords.restore(stamps.keywords());
  }

  /** Whether the database is as this view read or wrote it. */
  public boolean isDatabaseRead() throws IOException {
    return database.isCurrent();
  }

  /**
   * Scans.
   *
   * @param leaveNew whether messages stay in {@code new}, unknown as yet
   * @return what changed, once it is on disk; after a failure the next scan tells it too
   * @throws FolderReplacedException when another folder stands under this name now
   */
  public Differences run(boolean leaveNew) throws IOException {
    Instant now = clock.instant();
    if (scan == 0) {
      directory.purgeTmp(now);
    }
    Map<String, Long> assigned = readDatabase();
    Optional<IndexStamps.Folder> listing = listed;
    if (!leaveNew) {
      // Taken before the listing: what changes in between is then found by the next scan.
      listing = Optional.of(stampsAt(now));
      // Until all that is listed is in the view.
      listed = Optional.empty();
      newMail.move();
    }
    Map<String, MaildirFileName> unknown = new HashMap<>();
    scan++;
    listAll(assigned, unknown);
    drop(missing());
    addAssigned(assigned, unknown);
    keepUids(addUnknown(unknown));
    listed = listing;
    readKeywords(leaveNew);
    return takeFound();
  }

  /**
   * Scans without changing anything, where that is not possible: messages that have no UID yet are
   * not shown. Needs no lock file.
   *
   * @return what changed
   */
  public Differences look() throws IOException {
    Map<String, Long> assigned = readDatabase();
    Map<String, MaildirFileName> unknown = new HashMap<>();
    scan++;
    listAll(assigned, unknown);
    drop(missing());
    addAssigned(assigned, unknown);
    readKeywords(true);
    return takeFound();
  }

  private Differences takeFound() {
    Differences differences = found;
    found = new Differences();
    return differences;
  }

  /**
   * Adds messages to the database that are in the view and whose files get their names in {@code
   * cur} when this has returned.
   */
  public void writeAhead(List<StoredMessage> added) throws IOException {
    begins = false;
    if (!database.appendAhead(view.uidValidity(), view.uidNext(), entries(added))) {
      database.replace(view.database());
    }
  }

  /** Refuses to add more messages than there are UIDs left. */
  public void requireUids(int messages) throws IOException {
    if (view.uidNext() + messages > UidDb.MAX_UID) {
      throw new IOException(
          "no UID is left in "
              + directory.path()
              + "; delete its "
              + FolderDirectory.UID_DB
              + " to renumber");
    }
  }

  /** Takes note that messages went from the view, and lets the database follow when it must. */
  public void removed(List<StoredMessage> removed) throws IOException {
    database.stale(removed.stream().map(StoredMessage::base).toList());
    keepUids(List.of());
  }

  /**
   * Lets the database follow the view. When it cannot be written, as on a disk that is full,
   * messages without a UID on disk are not shown as yet, so that all others can be read, and
   * deleted. The next scan tries again.
   */
  private void keepUids(List<StoredMessage> numbered) throws IOException {
    try {
      writeDatabase(numbered);
    } catch (NoSuchFileException gone) {
      throw gone;
    } catch (IOException e) {
      LOG.warnf(
          "ERR: %s cannot be written, %d new messages are not shown: %s",
          directory.uidDb(), numbered.size(), e);
      view.remove(numbered);
      found.recent().removeAll(numbered);
    }
  }

  /**
   * Takes the entries of messages that are gone out of the database, unless it was changed by
   * others, who will do so.
   */
  public void tidy() throws IOException {
    if (database.isRead()) {
      database.replace(view.database());
    }
  }

  /** Whether all entries of the database are of messages that there are. */
  public boolean isTidy() {
    return !database.hasStale();
  }

  private void writeDatabase(List<StoredMessage> present) throws IOException {
    if (begins && uidValidity.isReached(view.uidValidity())) {
      database.begin(view.database());
      begins = false;
    } else if (database.isReplacementDue(view.messages().size())) {
      database.replace(view.database());
      begins = false;
    } else if (!present.isEmpty()
        && !database.appendPresent(view.uidValidity(), view.uidNext(), entries(present))) {
      database.replace(view.database());
    }
  }

  private static List<UidDb.Entry> entries(List<StoredMessage> messages) {
    return messages.stream().map(StoredMessage::entry).toList();
  }

  /**
   * After the messages, so that keywords that are merged are those of all messages there are. What
   * is in {@code new} is not known when it is left there.
   */
  private void readKeywords(boolean leaveNew) throws IOException {
    keywords.refresh(found.arrived());
    keywords.refresh(found.recent());
    if (!leaveNew) {
      keywords.mergeIfDue();
    }
    found.flagged().addAll(keywords.takeForeign());
  }

  /** Has the database written at the next scan: a message has another base than it tells. */
  public void databaseOutdated() {
    database.outdated();
  }

  /** Reads the database if it changed; the UIDs it has for files that the view does not know. */
  private Map<String, Long> readDatabase() throws IOException {
    if (database.isRead()) {
      return Map.of();
    }
    Optional<UidDb> read = database.read();
    if (read.isEmpty()) {
      if (view.uidValidity() == 0) {
        view.adopt(uidValidity.next(), 1);
        begins = true;
      }
      return Map.of();
    }
    if (view.uidValidity() != 0 && view.uidValidity() != read.get().uidValidity()) {
      throw new FolderReplacedException(directory.path());
    }
    view.adopt(read.get().uidValidity(), read.get().nextUid());
    Map<String, Long> assigned = HashMap.newHashMap(read.get().entries().size());
    int known = 0;
    for (UidDb.Entry entry : read.get().entries()) {
      Optional<StoredMessage> message = view.find(entry.base());
      if (message.isEmpty()) {
        assigned.put(entry.base(), entry.uid());
      } else if (message.get().uid() == entry.uid()) {
        known++;
      } else {
        database.outdated();
      }
    }
    if (known < view.messages().size()) {
      // Whoever wrote it last did not see all that this view has.
      database.outdated();
    }
    return assigned;
  }

  /**
   * Lists {@code cur}. A file that another program renames meanwhile may be in a listing under
   * neither name; taken for gone it would lose its UID. So while a message is missing that the view
   * or the database has, this looks again, until a look finds no more of them.
   */
  private void listAll(Map<String, Long> assigned, Map<String, MaildirFileName> unknown)
      throws IOException {
    long missing = Long.MAX_VALUE;
    long before;
    do {
      before = missing;
      list(unknown);
      missing =
          missing().size()
              + assigned.keySet().stream().filter(base -> !unknown.containsKey(base)).count();
    } while (missing > 0 && missing < before);
  }

  private void list(Map<String, MaildirFileName> unknown) throws IOException {
    FolderDirectory.list(
        directory.cur(),
        text -> {
          MaildirFileName name = MaildirFileName.parse(text);
          Optional<StoredMessage> known = view.find(name.base());
          if (known.isEmpty()) {
            unknown.put(name.base(), name);
            return;
          }
          StoredMessage message = known.get();
          message.seenIn(scan);
          if (!message.info().equals(name.info())) {
            boolean flagsChange =
                !MaildirFileName.flags(message.info()).equals(MaildirFileName.flags(name.info()));
            view.rename(message, name.info());
            if (flagsChange) {
              found.flagged().add(message);
            }
          }
        });
  }

  private List<StoredMessage> missing() {
    return view.messages().stream().filter(message -> !message.isSeenIn(scan)).toList();
  }

  private void drop(List<StoredMessage> missing) {
    if (!missing.isEmpty()) {
      view.remove(missing);
      found.vanished().addAll(missing);
      database.stale(missing.stream().map(StoredMessage::base).toList());
    }
  }

  /**
   * Adds messages to which another process gave UIDs. One at or below the UIDs that sessions were
   * told already, which takes a writer without locks, is left to {@link #addUnknown}.
   */
  private void addAssigned(Map<String, Long> assigned, Map<String, MaildirFileName> unknown) {
    if (assigned.isEmpty()) {
      return;
    }
    long last = view.lastUid();
    List<MaildirFileName> present =
        unknown.values().stream()
            .filter(name -> assigned.getOrDefault(name.base(), 0L) > last)
            .sorted(Comparator.comparing(name -> assigned.get(name.base())))
            .toList();
    for (MaildirFileName name : present) {
      StoredMessage message = view.add(assigned.get(name.base()), name);
      message.seenIn(scan);
      found.arrived().add(message);
      unknown.remove(name.base());
      assigned.remove(name.base());
    }
    database.stale(assigned.keySet());
  }

  /** Gives UIDs to files that have none, and returns their messages. */
  private List<StoredMessage> addUnknown(Map<String, MaildirFileName> unknown) throws IOException {
    if (unknown.isEmpty()) {
      return List.of();
    }
    requireUids(unknown.size());
    var numbered = new ArrayList<StoredMessage>();
    for (MaildirFileName name : MaildirFileName.inCourierOrder(unknown.values())) {
      StoredMessage message = view.add(name);
      message.seenIn(scan);
      numbered.add(message);
    }
    if (database.hasStale() && unknown.keySet().stream().anyMatch(database::isStale)) {
      // One entry of a name is enough.
      database.outdated();
    }
    found.recent().addAll(numbered);
    return numbered;
  }

  private static Stamp required(Path path) throws IOException {
    return FolderDirectory.stamp(path).orElseThrow(() -> new NoSuchFileException(path.toString()));
  }
}
