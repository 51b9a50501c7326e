package dev.postroom.imap.maildir.scan;

import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.FolderDirectory.Stamp;
import dev.postroom.imap.maildir.uiddb.UidDb;
import dev.postroom.imap.maildir.uiddb.UidDbFile;
import dev.postroom.imap.maildir.uiddb.UidValidity;
import dev.postroom.imap.maildir.view.FolderView;
import dev.postroom.imap.maildir.view.StoredMessage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Keeps the database of an open folder and its view in step: what others wrote there comes into the
 * view, and what is numbered or gone here goes into the database. Called under the folder's lock,
 * and whatever writes under its lock file as well.
 */
public final class FolderDatabase {

  private static final Logger LOG = Logger.getLogger(FolderDatabase.class);

  private final FolderDirectory directory;
  private final FolderView view;
  private final UidValidity uidValidity;
  private final UidDbFile file;

  /** Whether the view has a UIDVALIDITY that nothing on disk tells as yet. */
  private boolean begins;

  public FolderDatabase(
      FolderDirectory directory, FolderView view, UidValidity uidValidity, DurableFiles files) {
    this.directory = directory;
    this.view = view;
    this.uidValidity = uidValidity;
    this.file = new UidDbFile(directory, files);
  }

  /** Whether it is as this view read or wrote it, and tells what it should. */
  boolean isCurrent() throws IOException {
    return file.isCurrent();
  }

  /** Whether the database that is there now is that of the view. */
  boolean stands() throws IOException {
    return file.isRead()
        || UidDbFile.parse(directory)
            .filter(read -> read.uidValidity() == view.uidValidity())
            .isPresent();
  }

  /** As it was when it was read or written last; empty when it tells something wrong. */
  Optional<Stamp> stamp() {
    return file.stamp();
  }

  /** Takes the database for read when this was its stamp. */
  void restore(Optional<Stamp> stamp) {
    file.restore(stamp);
  }

  /**
   * Reads it if it changed.
   *
   * @return the UIDs that it has for files that the view does not know, by their bases; to be
   *     changed by the caller
   * @throws FolderReplacedException when it is another folder's
   */
  Map<String, Long> read() throws IOException {
    if (file.isRead()) {
      return Map.of();
    }
    Optional<UidDb> read = file.read();
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
    return unknown(read.get().entries());
  }

  private Map<String, Long> unknown(List<UidDb.Entry> entries) {
    Map<String, Long> unknown = HashMap.newHashMap(entries.size());
    int known = 0;
    for (UidDb.Entry entry : entries) {
      Optional<StoredMessage> message = view.find(entry.base());
      if (message.isEmpty()) {
        unknown.put(entry.base(), entry.uid());
      } else if (message.get().uid() == entry.uid()) {
        known++;
      } else {
        file.outdated();
      }
    }
    if (known < view.messages().size()) {
      // Whoever wrote it last did not see all that this view has.
      file.outdated();
    }
    return unknown;
  }

  /**
   * Refuses to number more messages than there are UIDs left.
   *
   * @throws IOException which says what to do about it
   */
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

  /**
   * Adds messages that are in the view and whose files get their names in {@code cur} when this has
   * returned; then it is on disk.
   */
  public void writeAhead(List<StoredMessage> added) throws IOException {
    begins = false;
    if (!file.appendAhead(view.uidValidity(), view.uidNext(), entries(added))) {
      file.replace(view.database());
    }
  }

  /** Takes note that the files of these entries are gone. */
  void stale(Collection<String> bases) {
    file.stale(bases);
  }

  /** Takes note that messages went from the view, and follows when it must. */
  public void removed(List<StoredMessage> removed) throws IOException {
    file.stale(removed.stream().map(StoredMessage::base).toList());
    keep(List.of());
  }

  /** Takes note of the bases of messages that got UIDs: one entry of a base is enough. */
  void renumbered(Collection<String> bases) {
    if (file.hasStale() && bases.stream().anyMatch(file::isStale)) {
      file.outdated();
    }
  }

  /**
   * Follows the view, in which messages were numbered whose files are in {@code cur}. When it
   * cannot be written, as on a disk that is full, they are taken out of the view, so that all
   * others can be read, and deleted. The next scan tries again.
   *
   * @return whether they are in the view
   */
  boolean keep(List<StoredMessage> numbered) throws IOException {
    try {
      write(numbered);
      return true;
    } catch (NoSuchFileException gone) {
      throw gone;
    } catch (IOException e) {
      LOG.warnf(
          "ERR: %s cannot be written, %d new messages are not shown: %s",
          directory.uidDb(), numbered.size(), e);
      view.remove(numbered);
      return false;
    }
  }

  private void write(List<StoredMessage> present) throws IOException {
    if (begins && uidValidity.isReached(view.uidValidity())) {
      file.begin(view.database());
      begins = false;
    } else if (file.isReplacementDue(view.messages().size())) {
      file.replace(view.database());
      begins = false;
    } else if (!present.isEmpty()
        && !file.appendPresent(view.uidValidity(), view.uidNext(), entries(present))) {
      file.replace(view.database());
    }
  }

  /** Has it written at the next scan: a message has another base than it tells. */
  public void outdated() {
    file.outdated();
  }

  /** Whether all entries are of messages that there are. */
  public boolean isTidy() {
    return !file.hasStale();
  }

  /**
   * Takes the entries of messages that are gone out of it, unless it was changed by others, who
   * will do so.
   */
  public void tidy() throws IOException {
    if (file.isRead()) {
      file.replace(view.database());
    }
  }

  private static List<UidDb.Entry> entries(List<StoredMessage> messages) {
    return messages.stream().map(StoredMessage::entry).toList();
  }
}
