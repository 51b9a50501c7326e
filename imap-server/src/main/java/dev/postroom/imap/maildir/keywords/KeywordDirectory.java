package dev.postroom.imap.maildir.keywords;

import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.FolderDirectory.Stamp;
import dev.postroom.imap.maildir.view.IndexStamps;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * The directory {@code courierimapkeywords} of a folder, after Courier's protocol, which needs no
 * lock (maildirkeywords.C, README.imapkeywords).
 *
 * <p>A change of a message's keywords is a file with all keywords that it has now, which gets the
 * message's base as its name by {@code link()}. When there is such a file already, it tells a
 * change that has to be read first. What is right for a message is that file, otherwise the merged
 * one with the largest number, otherwise the list.
 *
 * <p>To merge is to write all keywords to the list and then to rename the changes to merged files.
 * These stay for {@link KeywordFiles#KEPT}, so that a list that another program wrote meanwhile,
 * from what it had read before, hides no change. Courier merges whenever it finds a change; here
 * that waits for {@link KeywordFiles#MAX_CHANGES} of them or for a file that is {@link
 * KeywordFiles#KEPT} old, so that one change does not cost writing the list each time.
 *
 * <p>Not to be had from this protocol: two programs that change the same message in the same
 * instant both keep their change only if the second finds the first's file. If a third merges it
 * away between the second's look and its {@code link()}, the first change is lost. {@code Folder}
 * changes keywords under the lock file, which rules this out among servers that take it.
 */
public final class KeywordDirectory {

  static final String NAME = "courierimapkeywords";

  /** How often a reading begins again because a file was renamed under it. */
  static final int MAX_RESTARTS = 1000;

  /** The largest list: a million messages, and more. */
  static final int MAX_LIST_BYTES = 1 << 27;

  private final FolderDirectory folder;
  private final Path path;
  private final DurableFiles files;
  private final Clock clock;

  private Optional<IndexStamps.Keywords> listed = Optional.empty();
  private Optional<Stamp> readList = Optional.empty();
  private KeywordList list = KeywordList.EMPTY;

  private KeywordFiles changes = KeywordFiles.NONE;

  public KeywordDirectory(FolderDirectory folder, DurableFiles files, Clock clock) {
    this.folder = folder;
    this.path = path(folder);
    this.files = files;
    this.clock = clock;
  }

  /** Where it is, or would be. */
  public static Path path(FolderDirectory folder) {
    return folder.path().resolve(NAME);
  }

  /** Makes the directory, with the mode of the folder's, unless it is there. */
  public static void create(FolderDirectory folder, DurableFiles files) throws IOException {
    Path path = path(folder);
    try {
      Files.createDirectory(path);
      Files.setPosixFilePermissions(path, Files.getPosixFilePermissions(folder.path()));
      files.syncDirectory(folder.path());
    } catch (FileAlreadyExistsException there) {
      return;
    }
  }

  /** Whether nothing can have changed since it was read, and nothing is to be merged. */
  boolean isUpToDate() throws IOException {
    return listed.isPresent()
        && listed.get().isTrusted()
        && listed.get().directory().equals(FolderDirectory.stamp(path))
        && !isMergeDue();
  }

  /** When the directory was read. */
  Optional<IndexStamps.Keywords> listed() {
    return listed;
  }

  /** Takes the directory for read, although it is not, when these were its stamps. */
  void restore(Optional<IndexStamps.Keywords> stamps) {
    listed = stamps;
  }

  /** The keywords of a message when the directory was read last. */
  SortedSet<String> keywords(String base) {
    return changes
        .keywords(base)
        .or(() -> Optional.ofNullable(list.keywords().get(base)))
        .orElse(Collections.emptySortedSet());
  }

  /** The keywords of all messages that the directory tells of, present or not. */
  KeywordList all() {
    var all = new LinkedHashMap<>(list.keywords());
    changes.bases().forEach(base -> all.put(base, keywords(base)));
    all.values().removeIf(SortedSet::isEmpty);
    return new KeywordList(all);
  }

  /** Whether there is enough to merge, or to delete. */
  boolean isMergeDue() {
    return changes.isMergeDue(clock.instant());
  }

  /**
   * Reads what changed.
   *
   * @return the bases of messages whose keywords may be others now
   */
  Set<String> read() throws IOException {
    for (int restarts = 0; ; restarts++) {
      try {
        return readOnce();
      } catch (NoSuchFileException renamed) {
        if (restarts == MAX_RESTARTS) {
          throw new IOException(path + " changes faster than it can be read", renamed);
        }
      }
    }
  }

  /** Begins changes, which are on disk once they are made and {@linkplain #sync synced}. */
  KeywordChanges begin() throws IOException {
    if (!Files.isDirectory(path)) {
      create(folder, files);
    }
    return new KeywordChanges(path, files);
  }

  /** Makes changes survive a crash. */
  void sync() throws IOException {
    files.syncDirectory(path);
  }

  /** Deletes the change of a message that did not come into being after all. */
  void withdraw(String base) throws IOException {
    Files.deleteIfExists(path.resolve(base));
  }

  /**
   * Merges all changes that were {@linkplain #read read} into the list, and reads again.
   *
   * @param all what the list is to tell: the keywords of all messages there are
   * @return the bases of messages whose keywords may be others now
   */
  Set<String> merge(KeywordList all) throws IOException {
    if (!all.equals(list)) {
      files.replace(path.resolve(KeywordFileName.LIST), all.render(), folder.tmp());
    }
    Instant now = clock.instant();
    for (var merged : changes.merged(now).entrySet()) {
      rename(merged.getKey(), merged.getValue());
    }
    for (KeywordFileName name : changes.superfluous(now)) {
      Files.deleteIfExists(path.resolve(name.toString()));
    }
    return read();
  }

  private void rename(KeywordFileName from, KeywordFileName to) throws IOException {
    try {
      files.rename(path.resolve(from.toString()), path.resolve(to.toString()));
    } catch (NoSuchFileException mergedByAnother) {
      return;
    }
  }

  private Set<String> readOnce() throws IOException {
    Instant now = clock.instant();
    // Taken before the listing: what changes in between is then found by the next reading.
    Optional<Stamp> directory = FolderDirectory.stamp(path);
    KeywordFiles found =
        directory.isPresent()
            ? KeywordFiles.read(
                path, changes, listed.map(IndexStamps.Keywords::at).orElse(Instant.MIN))
            : KeywordFiles.NONE;
    // After the files: a change that went from there while they were listed is in the list.
    Optional<Stamp> listNow = FolderDirectory.stamp(path.resolve(KeywordFileName.LIST));
    var changed = new HashSet<>(changes.bases());
    changed.addAll(found.bases());
    if (!listNow.equals(readList)) {
      changed.addAll(list.keywords().keySet());
      list = listNow.isPresent() ? readList() : KeywordList.EMPTY;
      readList = listNow;
      changed.addAll(list.keywords().keySet());
    }
    changes = found;
    listed = Optional.of(new IndexStamps.Keywords(directory, now));
    return changed;
  }

  private KeywordList readList() throws IOException {
    Path file = path.resolve(KeywordFileName.LIST);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MAX_LIST_BYTES + 1);
      if (content.length > MAX_LIST_BYTES) {
        throw new IOException(
            file + " is larger than " + MAX_LIST_BYTES + " bytes; delete it to lose its keywords");
      }
      return KeywordList.parse(content);
    }
  }
}
