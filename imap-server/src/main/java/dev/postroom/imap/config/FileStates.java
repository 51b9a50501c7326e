package dev.postroom.imap.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What tells one content of files from another without reading them: where a path leads after all
 * symbolic links, and that file's identity, time and size. The kubelet changes a mounted volume by
 * swapping the link {@code ..data}, which shows in the first.
 */
record FileStates(Map<Path, String> states) {

  static FileStates of(Collection<Path> paths) {
    Map<Path, String> states = new HashMap<>();
    for (Path path : paths) {
      describe(path, states);
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
