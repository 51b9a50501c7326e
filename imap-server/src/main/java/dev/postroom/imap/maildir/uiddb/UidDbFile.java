package dev.postroom.imap.maildir.uiddb;

import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.FolderDirectory.Stamp;
import dev.postroom.imap.maildir.uiddb.UidDb.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The file {@code courierimapuiddb} of an open folder. Changed under the folder's lock file, whose
 * holder has {@linkplain #isCurrent made sure} that nobody else changed it in the meantime.
 *
 * <p>New UIDs cost what they are and not what the mailbox is: the header, whose length stays the
 * same but for a digit more now and then, gets the higher {@code nextuid} in place, and the new
 * lines are appended. Whatever the writer's end leaves of that is right for the next reader, ours
 * or Courier's:
 *
 * <ul>
 *   <li>the header without the lines, or without some: UIDs are skipped that nobody was told of;
 *   <li>half a line: no file has half a name, so that readers drop the entry as one whose file is
 *       gone, and no line is ever appended to it, for then the file is replaced;
 *   <li>the lines without the header, which only a system's crash leaves, when the disk got the end
 *       of the file first: we number above all entries. Courier does not, so it must find no files
 *       of these names. Either they get their names in {@code cur} only when the database is on
 *       disk ({@link #appendAhead}), or the header is on disk before the lines are written ({@link
 *       #appendPresent}).
 * </ul>
 *
 * <p>The first file of a folder is {@linkplain #begin begun} without a sync, so that opening a
 * folder costs no more than reading it. Its UIDVALIDITY is one that cannot come again, and until
 * something is {@linkplain #appendAhead added} nobody has been answered that anything is on disk. A
 * crash of the system may take the file, or leave an empty one: then the folder gets another
 * UIDVALIDITY, and clients begin anew. It may leave the header and not all lines: then messages
 * without a line get UIDs that nobody had, above the {@code nextuid}. Whatever is added later is
 * answered when the file's content is on disk, and also its name, which whoever made the file may
 * not have synced.
 *
 * <p>Entries of messages that are gone do no harm, since no file gets the same name again; readers
 * pass them over. They stay until there are too many ({@link #STALE}), or {@code Folder} is left by
 * its last session. All else, and whatever is not as expected, replaces the file as a whole.
 *
 * <p>A change in place makes the file longer, so that others notice it by its {@link Stamp} even
 * within one tick of the file system's clock.
 */
public final class UidDbFile {

  /** One stale entry for so many messages is borne; for more the file is replaced. */
  static final int STALE = 4;

  private final FolderDirectory directory;
  private final DurableFiles files;

  /** The file as it was when it was read or written last. */
  private Optional<Stamp> known = Optional.empty();

  /** Bases of entries whose files are gone. */
  private final Set<String> stale = new HashSet<>();

  private boolean outdated;

  /** Whether the file's name is known to be on disk. */
  private boolean named;

  public UidDbFile(FolderDirectory directory, DurableFiles files) {
    this.directory = directory;
    this.files = files;
  }

  /** The file as it was when it was read or written last; empty when it tells something wrong. */
  public Optional<Stamp> stamp() {
    return outdated ? Optional.empty() : known;
  }

  /** Takes the file for read when this was its stamp. */
  public void restore(Optional<Stamp> stamp) {
    known = stamp;
  }

  /** Whether nobody changed the file since it was read or written last. */
  public boolean isRead() throws IOException {
    return known.isPresent() && known.equals(FolderDirectory.stamp(directory.uidDb()));
  }

  /** Whether the file tells what it should. */
  public boolean isCurrent() throws IOException {
    return !outdated && isRead();
  }

  /** Reads the file; empty where there is none, or none of Courier's form. */
  public Optional<UidDb> read() throws IOException {
    known = FolderDirectory.stamp(directory.uidDb());
    named = false;
    stale.clear();
    Optional<UidDb> database = parse(directory);
    outdated |= database.isEmpty();
    return database;
  }

  /** Reads the file of a folder that need not be open. */
  public static Optional<UidDb> parse(FolderDirectory directory) throws IOException {
    try {
      return UidDb.parse(Files.readAllBytes(directory.uidDb()));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  /** Takes note that the file tells something wrong, and is to be replaced. */
  public void outdated() {
    outdated = true;
  }

  /** Takes note that the files of these entries are gone. */
  public void stale(Collection<String> bases) {
    stale.addAll(bases);
  }

  /** Whether entries are left of messages that are gone. */
  public boolean hasStale() {
    return !stale.isEmpty();
  }

  /** Whether an entry of this base is left of a message that is gone. */
  public boolean isStale(String base) {
    return stale.contains(base);
  }

  /** Whether the file is to be replaced when the folder has so many messages. */
  public boolean isReplacementDue(int messages) {
    return outdated || (long) stale.size() * STALE > messages;
  }

  /**
   * Adds entries of messages whose files get their names in {@code cur} when this has returned.
   *
   * @param nextUid above the entries
   * @param entries by ascending UID, above all that the file has
   * @return false when nothing is done since the file has to be replaced
   */
  public boolean appendAhead(long uidValidity, long nextUid, List<Entry> entries)
      throws IOException {
    return append(uidValidity, nextUid, entries, false);
  }

  /** Adds entries of messages whose files are in {@code cur}; the rest as {@link #appendAhead}. */
  public boolean appendPresent(long uidValidity, long nextUid, List<Entry> entries)
      throws IOException {
    return append(uidValidity, nextUid, entries, true);
  }

  private boolean append(
      long uidValidity, long nextUid, List<Entry> entries, boolean headerSyncedFirst)
      throws IOException {
    if (outdated) {
      return false;
    }
    var added = new UidDb(uidValidity, nextUid, entries);
    byte[] header = bytes(added.header());
    outdated = true;
    try (FileChannel file = files.open(directory.uidDb())) {
      long size = file.size();
      if (!precedes(read(file, 0, header.length), added.header())
          || !read(file, size - 1, 1).equals("\n")) {
        return false;
      }
      files.write(file, header, 0);
      if (headerSyncedFirst) {
        files.sync(file);
      }
      files.write(file, added.lines(), size);
      files.sync(file);
      if (!named) {
        files.syncDirectory(directory.path());
        named = true;
      }
    } catch (NoSuchFileException none) {
      return false;
    }
    written();
    return true;
  }

  /** Replaces the file. */
  public void replace(UidDb database) throws IOException {
    outdated = true;
    files.replace(directory.uidDb(), database.render(), directory.tmp());
    named = true;
    stale.clear();
    written();
  }

  /**
   * Writes the file, unsynced, for a folder with a UIDVALIDITY that nobody knows as yet, and that
   * is {@linkplain UidValidity#isReached not given again}.
   */
  public void begin(UidDb database) throws IOException {
    outdated = true;
    files.replaceUnsynced(directory.uidDb(), database.render(), directory.tmp());
    named = false;
    stale.clear();
    written();
  }

  private void written() throws IOException {
    known = FolderDirectory.stamp(directory.uidDb());
    outdated = false;
  }

  /** Whether a header can be overwritten by another: the same but for a lower number. */
  private static boolean precedes(String before, String header) {
    int number = header.lastIndexOf(' ') + 1;
    return before.length() == header.length()
        && before.startsWith(header.substring(0, number))
        && before.endsWith("\n")
        && before
            .chars()
            .skip(number)
            .limit(before.length() - 1L - number)
            .allMatch(c -> isDigit(c))
        && before.compareTo(header) <= 0;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static String read(FileChannel file, long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (position < 0 || file.read(bytes, position + bytes.position()) < 0) {
        return "";
      }
    }
    return new String(bytes.array(), StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
