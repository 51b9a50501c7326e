package dev.postroom.imap.courier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The file that IMAP_SHAREDINDEXFILE names, with ben's Maildir in it. A script names it as
 * {@code @/index}, because each server has its own.
 */
final class SharedIndex {

  private static final String ROOM = "@";

  private SharedIndex() {}

  /** Writes the file, and puts its place into those settings that name it. */
  static Map<String, String> provide(Path directory, Path ben, Map<String, String> settings)
      throws IOException {
    // Courier takes no record of user 0, and does not ask who the files belong to.
    Files.writeString(directory.resolve("index"), "ben\t1\t1\t%s%n".formatted(ben));
    return settings.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                setting -> setting.getValue().replace(ROOM, directory.toString())));
  }
}
