package dev.postroom.imap.maildir.keywords;

import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.FolderDirectory.Stamp;
import dev.postroom.imap.maildir.keywords.KeywordFileName.Change;
import dev.postroom.imap.maildir.keywords.KeywordFileName.Merged;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * The files beside the list in {@code courierimapkeywords} as they were at one time: changes, what
 * of them is merged, and what is to be deleted some day.
 */
final class KeywordFiles {

  /** So long a merged file stays, and what crashed programs left. */
  static final Duration KEPT = Duration.ofMinutes(15);

  /** With so many changes beside the list it is written again. */
  static final int MAX_CHANGES = 100;

  static final KeywordFiles NONE = new KeywordFiles();

  /** Numbers of merged files count five minutes. */
  private static final long NUMBER_SECONDS = 300;

  /** Larger numbers, which no clock gives, stand for a time as far away. */
  private static final long MAX_NUMBER = 1L << 32;

  /** The file that is right for a message. */
  private final Map<String, Kept> kept = new HashMap<>();

  private final List<Leftover> leftovers = new ArrayList<>();
  private Instant mergeAt = Instant.MAX;

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

  private KeywordFiles() {}

  /**
   * Reads the files of a directory.
   *
   * @param previous what was read before; a file in it that did not change is not read again
   * @param previously when that was
   * @throws NoSuchFileException when a file is renamed meanwhile
   */
  static KeywordFiles read(Path directory, KeywordFiles previous, Instant previously)
      throws IOException {
    var files = new KeywordFiles();
    files.add(directory, previous, previously);
    files.mergeAt = files.mergeAt();
    return files;
  }

  /** The keywords of a message for which there is a file. */
  Optional<SortedSet<String>> keywords(String base) {
    return Optional.ofNullable(kept.get(base)).map(Kept::keywords);
  }

  /** The messages for which there are files. */
  Set<String> bases() {
    return Collections.unmodifiableSet(kept.keySet());
  }

  /** Whether there is enough to merge, or to delete. */
  boolean isMergeDue(Instant now) {
    return !mergeAt.isAfter(now);
  }

  /** The changes, each with the name that it gets when it is merged. */
  Map<KeywordFileName, KeywordFileName> merged(Instant now) {
    Map<String, Long> largest = largest();
    long number = now.getEpochSecond() / NUMBER_SECONDS + 1;
    var names = new LinkedHashMap<KeywordFileName, KeywordFileName>();
    for (Kept file : kept.values()) {
      if (file.name instanceof Change(String base)) {
        names.put(file.name, new Merged(Math.max(number, largest.getOrDefault(base, 0L)), base));
      }
    }
    return names;
  }

  /** What goes once the changes are {@link #merged}: what is out of date, and what is old. */
  List<KeywordFileName> superfluous(Instant now) {
    Map<String, Long> largest = largest();
    merged(now)
        .values()
        .forEach(
            name -> {
              if (name instanceof Merged(long number, String base)) {
                largest.put(base, number);
              }
            });
    return leftovers.stream()
        .filter(
            file ->
                switch (file.name) {
                  case Merged(long number, String base) when number < largest.get(base) -> true;
                  case Merged _, KeywordFileName.Other _ -> !file.due().isAfter(now);
                  case Change _, KeywordFileName.List _ -> false;
                })
        .map(Leftover::name)
        .toList();
  }

  private Map<String, Long> largest() {
    var largest = new HashMap<String, Long>();
    for (Leftover file : leftovers) {
      if (file.name instanceof Merged(long number, String base)) {
        largest.merge(base, number, Math::max);
      }
    }
    return largest;
  }

  private Instant mergeAt() {
    long changes = kept.values().stream().filter(file -> file.name instanceof Change).count();
    return changes >= MAX_CHANGES
        ? Instant.MIN
        : leftovers.stream().map(Leftover::due).min(Instant::compareTo).orElse(Instant.MAX);
  }

  private void add(Path path, KeywordFiles previous, Instant previously) throws IOException {
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
        leftovers.add(new Leftover(name, stamp.modified()));
        switch (name) {
          case Change(String base) ->
              kept.put(base, keep(name, base, entry, stamp, previous, previously));
          case Merged(long number, String base) -> {
            Kept other = kept.get(base);
            if (other == null
                || (other.name instanceof Merged(long otherNumber, _) && otherNumber < number)) {
              kept.put(base, keep(name, base, entry, stamp, previous, previously));
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
  private static Kept keep(
      KeywordFileName name,
      String base,
      Path file,
      Stamp stamp,
      KeywordFiles previous,
      Instant previously)
      throws IOException {
    Kept before = previous.kept.get(base);
    // A file that replaced another within the file system's resolution of time may look like it.
    if (before != null && before.stamp.equals(stamp) && stamp.isTrustedAt(previously)) {
      return new Kept(name, stamp, before.keywords);
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new Kept(name, stamp, KeywordFile.parse(in.readNBytes(KeywordFile.MAX_BYTES)));
    }
  }
}
