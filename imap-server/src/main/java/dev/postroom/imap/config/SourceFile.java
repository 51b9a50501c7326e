package dev.postroom.imap.config;

import dev.postroom.contract.ContentHash;
import dev.postroom.contract.access.AccessDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What stands in a file, or in the files of a directory.
 *
 * @param name what messages and the peer report call it
 * @param isMissing whether there is nothing at the path; an empty directory is not nothing
 * @param texts the text of the file, or of each file of the directory, by the name messages use
 * @param sha256 the hash of the text, or of the texts one after the other
 */
record SourceFile(String name, boolean isMissing, Map<String, String> texts, String sha256) {

  /** The largest file that is read, so that a wrong path cannot fill the memory. */
  static final int MAX_BYTES = 16 * 1024 * 1024;

  /** Nothing is at the path. */
  static SourceFile missing(String name) {
    return new SourceFile(name, true, Map.of(), ContentHash.of(""));
  }

  /**
   * Reads a file, or a directory's regular files in the order of their names, without hidden ones
   * and what editors and package managers leave behind.
   */
  static SourceFile read(String name, Path path) throws IOException {
    if (!Files.exists(path)) {
      return missing(name);
    }
    Map<String, String> texts = new LinkedHashMap<>();
    if (Files.isDirectory(path)) {
      for (String file : AccessDirectory.filesToRead(filesOf(path))) {
        texts.put(name + "/" + file, text(path.resolve(file)));
      }
    } else {
      texts.put(name, text(path));
    }
    return new SourceFile(name, false, texts, ContentHash.of(String.join("", texts.values())));
  }

  /** All of the text; empty when it is missing. */
  String text() {
    return String.join("", texts.values());
  }

  private static List<String> filesOf(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(Files::isRegularFile)
          .map(entry -> entry.getFileName().toString())
          .filter(file -> !file.startsWith("."))
          .toList();
    }
  }

  private static String text(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(
          "%s is larger than the %d bytes that are read; is it the right file?"
              .formatted(file, MAX_BYTES));
    }
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
