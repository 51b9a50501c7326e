package dev.postroom.imap.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What tells one content of files from another without reading them: where a path leads after all
 * symbolic links, and that file's identity, time and size. The kubelet changes a mounted volume by
 * swapping the link {@code ..data}, which shows in the first.
 */
record FileStates(Map<Path, String> states) {

  /** Ends the path of a family. */
  private static final String ANY = ".*";

  /**
   * A path that stands for every file beside this one whose name is its name, a dot, and something
   * more: files that may come are watched by it like those that are there.
   */
  static Path family(Path file) {
    return file.resolveSibling(file.getFileName() + ANY);
  }

  /** The files of a family that are there now. */
  static List<Path> members(Path family) {
    String name = family.getFileName().toString();
    String beginning = name.substring(0, name.length() - ANY.length() + 1);
    try (Stream<Path> entries = Files.list(family.toAbsolutePath().getParent())) {
      return entries
          .filter(entry -> entry.getFileName().toString().startsWith(beginning))
          .filter(entry -> entry.getFileName().toString().length() > beginning.length())
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      // A directory that is missing has no members, and its files are missed by their own names.
      return List.of();
    }
  }

  static FileStates of(Collection<Path> paths) {
    Map<Path, String> states = new HashMap<>();
    for (Path path : paths) {
      if (path.getFileName() != null && path.getFileName().toString().endsWith(ANY)) {
        states.put(path, members(path).toString());
      } else {
        describe(path, states);
      }
    }
    return new FileStates(Map.copyOf(states));
  }

  private static void describe(Path path, Map<Path, String> states) {
    try {
      Path real = path.toRealPath();
      BasicFileAttributes file = Files.readAttributes(real, BasicFileAttributes.class);
      FileTime modified = file.lastModifiedTime();
      states.put(path, "%s %s %s %d".formatted(real, file.fileKey(), modified, file.size()));
      if (file.isDirectory()) {
        try (Stream<Path> entries = Files.list(path)) {
          for (Path entry : entries.toList()) {
            describe(entry, states);
          }
        }
      }
    } catch (IOException e) {
      // Missing or not to be read: that, too, is a state that can change.
      states.put(path, e.toString());
    }
  }
}
