package dev.postroom.imap.maildir.scan;

import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.FolderDirectory.Stamp;
import dev.postroom.imap.maildir.files.MaildirFileName;
import dev.postroom.imap.maildir.keywords.FolderKeywords;
import dev.postroom.imap.maildir.view.Differences;
import dev.postroom.imap.maildir.view.FolderView;
import dev.postroom.imap.maildir.view.IndexStamps;
import dev.postroom.imap.maildir.view.StoredMessage;
import dev.postroom.imap.maildir.witness.Witness;
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

/**
 * Brings a folder's view up to the disk, after Courier's algorithm (imapscanclient.C): read the
 * database if it changed, move messages from {@code new} to {@code cur}, list {@code cur}, drop
 * what is gone, give UIDs to what is unknown in the order of (leading integer, name), and rewrite
 * the database if that changed it. Called under the folder's lock and its lock file.
 *
 * <p>Only differences are worked on. A folder whose directories did not change since they were last
 * listed is not listed again; the time of a change is trusted when it lay {@link Stamp#RESOLUTION}
 * back at the time of the listing, because file systems date changes no finer than that. Nor is
 * {@code cur} listed while a {@link Witness} knows that all that changed in it was changed here,
 * since that is in the view already. So what a change costs does not grow with the mailbox. It
 * attends while somebody has the folder selected, and is in doubt whenever the view may lack
 * something that is in {@code cur}, as after every failure.
 */
public final class FolderScan {

  private final FolderDirectory directory;
  private final FolderView view;
  private final FolderKeywords keywords;
  private final FolderDatabase database;
  private final NewMail newMail;
  private final Witness witness;
  private final Clock clock;

  private Optional<IndexStamps.Folder> listed = Optional.empty();
  private Differences found = new Differences();
  private int scan;

  public FolderScan(
      FolderDirectory directory,
      FolderView view,
      FolderKeywords keywords,
      FolderDatabase database,
      DurableFiles files,
      Clock clock) {
    this.directory = directory;
    this.view = view;
    this.keywords = keywords;
    this.database = database;
    this.newMail = new NewMail(directory, files);
    this.witness = files.witness(directory.cur());
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
    boolean isNewKnown =
        listed.get().isFreshTrusted() && listed.get().fresh().equals(listing.fresh());
    if (!(isNewKnown || isEmpty(directory.fresh())) || !isViewOfCur(listing)) {
      return false;
    }
    listed = Optional.of(listing);
    return true;
  }

  private boolean isViewOfCur(IndexStamps.Folder now) throws IOException {
    if (isTestified(now)) {
      return true;
    }
    witness.begin();
    boolean isSame = new FileComparison(view).isSame(directory.cur());
    if (!isSame) {
      witness.doubt();
    }
    return isSame;
  }

  /** Whether a witness knows that the view has all that is in {@code cur}. */
  private boolean isTestified(IndexStamps.Folder now) {
    return listed.isPresent()
        && listed.get().cur().key().equals(now.cur().key())
        && witness.testifies();
  }

  private static boolean isEmpty(Path directory) throws IOException {
    var names = new ArrayList<String>();
    FolderDirectory.list(directory, names::add);
    return names.isEmpty();
  }

  /** Has changes in {@code cur} witnessed from now on, for as long as the folder is selected. */
  public void attend() throws IOException {
    if (witness.attends()) {
      return;
    }
    witness.attend();
    witness.begin();
    if (!isUpToDate()) {
      witness.doubt();
    }
  }

  /** Nobody has the folder selected any more. */
  public void leave() {
    witness.leave();
  }

  /** Takes note that something failed, so that the view may lack what is on disk. */
  public void doubt() {
    witness.doubt();
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
    return isSameDirectory && database.stands();
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
    boolean isCurKnown = isDatabaseRead() && isTestified(stampsAt(now));
    Map<String, Long> assigned = database.read();
    Optional<IndexStamps.Folder> listing = listed;
    List<MaildirFileName> moved = List.of();
    if (!leaveNew) {
      // Taken before the listing: what changes in between is then found by the next scan.
      listing = Optional.of(stampsAt(now));
      // Until all that is listed is in the view.
      listed = Optional.empty();
      moved = newMail.move();
    }
    Map<String, MaildirFileName> unknown = new HashMap<>();
    scan++;
    if (isCurKnown
        && assigned.isEmpty()
        && moved.stream().allMatch(name -> view.find(name.base()).isEmpty())) {
      moved.forEach(name -> unknown.put(name.base(), name));
    } else {
      witness.begin();
      listAll(assigned, unknown);
      drop(missing());
      addAssigned(assigned, unknown);
    }
    List<StoredMessage> numbered = addUnknown(unknown);
    // At once, so that the next scan tells of them when this one fails.
    found.recent().addAll(numbered);
    if (!database.keep(numbered)) {
      found.recent().removeAll(numbered);
      witness.doubt();
    }
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
    Map<String, Long> assigned = database.read();
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
    database.requireUids(unknown.size());
    var numbered = new ArrayList<StoredMessage>();
    for (MaildirFileName name : MaildirFileName.inCourierOrder(unknown.values())) {
      StoredMessage message = view.add(name);
      message.seenIn(scan);
      numbered.add(message);
    }
    database.renumbered(unknown.keySet());
    return numbered;
  }

  private static Stamp required(Path path) throws IOException {
    return FolderDirectory.stamp(path).orElseThrow(() -> new NoSuchFileException(path.toString()));
  }
}
