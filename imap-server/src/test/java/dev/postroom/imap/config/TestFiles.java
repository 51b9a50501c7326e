package dev.postroom.imap.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Changes files as it is done in real life. */
public final class TestFiles {

  private static final AtomicInteger WRITES = new AtomicInteger();

  private TestFiles() {}

  /** Writes whole, and with a time of its own, as two writes of real life have. */
  public static void replace(Path file, String text) throws IOException {
    Path written = Files.writeString(file.resolveSibling(".new"), text);
    Files.setLastModifiedTime(
        written, FileTime.fromMillis(1_000_000_000_000L + WRITES.getAndIncrement()));
    move(written, file);
  }

  /**
   * What the kubelet does with a mounted volume, whose files are links through {@code ..data}.
   *
   * @param version not one that was there before
   * @param contents by file name
   */
  public static void swap(Path volume, String version, Map<String, String> contents)
      throws IOException {
    Path data = Files.createDirectory(volume.resolve("..version" + version));
    for (Map.Entry<String, String> content : contents.entrySet()) {
      Files.writeString(data.resolve(content.getKey()), content.getValue());
    }
    Path link = Files.createSymbolicLink(volume.resolve("..data_tmp"), data.getFileName());
    move(link, volume.resolve("..data"));
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
