package dev.postroom.imap.maildir;

import dev.postroom.imap.maildir.FolderDirectory.Stamp;
import dev.postroom.imap.maildir.KeywordFileName.Change;
import dev.postroom.imap.maildir.KeywordFileName.Merged;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * These stay for {@link #KEPT}, so that a list that another program wrote meanwhile, from what it
 * had read before, hides no change. Courier merges whenever it finds a change; here that waits for
 * {@link #MAX_CHANGES} of them or for a file that is {@link #KEPT} old, so that one change does not
 * cost writing the list each time.
 *
 * <p>Not to be had from this protocol: two programs that change the same message in the same
 * instant both keep their change only if the second finds the first's file. If a third merges it
 * away between the second's look and its {@code link()}, the first change is lost. {@link Folder}
 * changes keywords under the lock file, which rules this out among servers that take it.
 */
final class KeywordDirectory {

  static final String NAME = "courierimapkeywords";

  /** So long a merged file stays, and what crashed programs left. */
  static final Duration KEPT = Duration.ofMinutes(15);

  /** With so many changes beside the list it is written again. */
  static final int MAX_CHANGES = 100;

  /** How often a reading begins again because a file was renamed under it. */
  static final int MAX_RESTARTS = 1000;

  /** The largest list: a million messages, and more. */
  static final int MAX_LIST_BYTES = 1 << 27;

  /** Numbers of merged files count five minutes. */
  private static final long NUMBER_SECONDS = 300;

  /** Larger numbers, which no clock gives, stand for a time as far away. */
  private static final long MAX_NUMBER = 1L << 32;

  private final FolderDirectory folder;
  private final Path path;
  private final DurableFiles files;
  private final Clock clock;

  private Optional<Listed> listed = Optional.empty();
  private Optional<Stamp> readList = Optional.empty();
  private KeywordList list = KeywordList.EMPTY;

  /** The file that is right for a message, where that is not the list. */
  private Map<String, Kept> kept = Map.of();

  /** Files that are to be deleted some day, whose time has not come. */
  private List<Leftover> leftovers = List.of();

  private Instant mergeAt = Instant.MAX;

  private record Listed(Optional<Stamp> directory, Instant at) {

    boolean isTrusted() {
      return directory.isEmpty()
          || directory.get().modified().toInstant().plus(FolderScan.TRUSTED_AFTER).isBefore(at);
    }
  }

  private record Kept(KeywordFileName name, Stamp stamp, SortedSet<String> keywords) {}

  private record Leftover(KeywordFileName name, Instant modified) {

    /**
     * When it is to go. A merged file counts from when it was merged, whose time its number tells
     * at the latest.
     */
    Instant due() {
      return switch (name) {
        case Merged(long number, _) -> {
          long seconds = Math.min(number, MAX_NUMBER) * NUMBER_SECONDS;
          Instant merged = Instant.ofEpochSecond(seconds);
          yield (merged.isAfter(modified) ? merged : modified).plus(KEPT);
        }
        default -> modified.plus(KEPT);
      };
    }
  }

  KeywordDirectory(FolderDirectory folder, DurableFiles files, Clock clock) {
    this.folder = folder;
    this.path = path(folder);
    this.files = files;
    this.clock = clock;
  }

  static Path path(FolderDirectory folder) {
    return folder.path().resolve(NAME);
  }

  /** Makes the directory, with the mode of the folder's, unless it is there. */
  static void create(FolderDirectory folder) throws IOException {
    Path path = path(folder);
    try {
      Files.createDirectory(path);
      Files.setPosixFilePermissions(path, Files.getPosixFilePermissions(folder.path()));
      DurableFiles.syncDirectory(folder.path());
    } catch (FileAlreadyExistsException there) {
      return;
    }
  }

  /** Whether nothing can have changed since it was read, and nothing is to be merged. */
  boolean isUpToDate() throws IOException {
    return listed.isPresent()
        && listed.get().isTrusted()
        && listed.get().directory.equals(FolderDirectory.stamp(path))
        && !isMergeDue();
  }

  /** The keywords of a message when the directory was read last. */
  SortedSet<String> keywords(String base) {
    Kept file = kept.get(base);
    return file != null
        ? file.keywords
        : list.keywords().getOrDefault(base, Collections.emptySortedSet());
  }

  /** The keywords of all messages that the directory tells of, present or not. */
  KeywordList all() {
    var all = new LinkedHashMap<>(list.keywords());
    kept.forEach((base, file) -> all.put(base, file.keywords));
    all.values().removeIf(SortedSet::isEmpty);
    return new KeywordList(all);
  }

  /** Whether there is enough to merge, or to delete. */
  boolean isMergeDue() {
    return !mergeAt.isAfter(clock.instant());
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

  /**
   * Tells that a message has these keywords and no other ones.
   *
   * @return false when that is not done because there is a change to be read and merged first
   */
  boolean change(String base, Collection<String> keywords) throws IOException {
    Path written = path.resolve(KeywordFileName.TMP + files.names().next().inTmp());
    if (!Files.isDirectory(path)) {
      create(folder);
    }
    try {
      write(written, KeywordFile.render(keywords));
      Files.createLink(path.resolve(base), written);
      return true;
    } catch (FileAlreadyExistsException change) {
      return false;
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /** Makes changes survive a crash. */
  void sync() throws IOException {
    DurableFiles.syncDirectory(path);
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
    var largest = new HashMap<String, Long>();
    for (Leftover leftover : leftovers) {
      if (leftover.name instanceof Merged(long number, String base)) {
        largest.merge(base, number, Math::max);
      }
    }
    long number = now.getEpochSecond() / NUMBER_SECONDS + 1;
    for (Kept file : kept.values()) {
      if (file.name instanceof Change(String base)) {
        long merged = Math.max(number, largest.getOrDefault(base, 0L));
        rename(file.name, new Merged(merged, base));
        largest.put(base, merged);
      }
    }
    for (Leftover leftover : leftovers) {
      boolean goes =
          switch (leftover.name) {
            case Merged(long old, String base) when old < largest.get(base) -> true;
            case Merged _, KeywordFileName.Other _ -> !leftover.due().isAfter(now);
            case Change _, KeywordFileName.List _ -> false;
          };
      if (goes) {
        Files.deleteIfExists(path.resolve(leftover.name.toString()));
      }
    }
    return read();
  }

  private void rename(KeywordFileName from, KeywordFileName to) throws IOException {
    try {
      Files.move(
          path.resolve(from.toString()),
          path.resolve(to.toString()),
          StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException mergedByAnother) {
      return;
    }
  }

  private Set<String> readOnce() throws IOException {
    Instant now = clock.instant();
    // Taken before the listing: what changes in between is then found by the next reading.
    Optional<Stamp> directory = FolderDirectory.stamp(path);
    var found = new HashMap<String, Kept>();
    var all = new ArrayList<Leftover>();
    if (directory.isPresent()) {
      list(found, all);
    }
    // After the files: a change that went from there while they were listed is in the list.
    Optional<Stamp> listNow = FolderDirectory.stamp(path.resolve(KeywordFileName.LIST));
    var changed = new HashSet<String>(kept.keySet());
    changed.addAll(found.keySet());
    if (!listNow.equals(readList)) {
      changed.addAll(list.keywords().keySet());
      list = listNow.isPresent() ? readList() : KeywordList.EMPTY;
      readList = listNow;
      changed.addAll(list.keywords().keySet());
    }
    kept = found;
    leftovers = all;
    mergeAt = mergeAt();
    listed = Optional.of(new Listed(directory, now));
    return changed;
  }

  private Instant mergeAt() {
    long changes = kept.values().stream().filter(file -> file.name instanceof Change).count();
    return changes >= MAX_CHANGES
        ? Instant.MIN
        : leftovers.stream().map(Leftover::due).min(Instant::compareTo).orElse(Instant.MAX);
  }

  private void list(Map<String, Kept> found, List<Leftover> all) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        KeywordFileName name = KeywordFileName.parse(entry.getFileName().toString());
        if (name instanceof KeywordFileName.List) {
          continue;
        }
        Optional<Stamp> there = FolderDirectory.stamp(entry);
        if (there.isEmpty()) {
          if (name instanceof KeywordFileName.Other) {
            continue;
          }
          throw new NoSuchFileException(entry.toString());
        }
        Stamp stamp = there.get();
        all.add(new Leftover(name, stamp.modified().toInstant()));
        switch (name) {
          case Change(String base) -> found.put(base, keep(name, base, entry, stamp));
          case Merged(long number, String base) -> {
            Kept other = found.get(base);
            if (other == null
                || (other.name instanceof Merged(long otherNumber, _) && otherNumber < number)) {
              found.put(base, keep(name, base, entry, stamp));
            }
          }
          case KeywordFileName.List _, KeywordFileName.Other _ -> {}
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** A file that was read before, under this name or another, is not read again. */
  private Kept keep(KeywordFileName name, String base, Path file, Stamp stamp) throws IOException {
    Kept before = kept.get(base);
    if (before != null && before.stamp.equals(stamp) && wasOldWhenRead(stamp)) {
      return new Kept(name, stamp, before.keywords);
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new Kept(name, stamp, KeywordFile.parse(in.readNBytes(KeywordFile.MAX_BYTES)));
    }
  }

  /** A file that replaced another within the file system's resolution of time may look like it. */
  private boolean wasOldWhenRead(Stamp stamp) {
    return stamp
        .modified()
        .toInstant()
        .plus(FolderScan.TRUSTED_AFTER)
        .isBefore(listed.map(Listed::at).orElse(Instant.MIN));
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

  private void write(Path file, byte[] content) throws IOException {
    try (FileChannel out = files.create(file)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
  }
}
