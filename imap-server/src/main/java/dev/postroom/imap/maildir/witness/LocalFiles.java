package dev.postroom.imap.maildir.witness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells file systems that only this machine changes, of which its kernel hears all. Of what others
 * do on a network's file system, or behind FUSE, it hears nothing.
 */
final class LocalFiles {

  private static final Set<String> TYPES =
      Set.of(
          "bcachefs",
          "btrfs",
          "ext2",
          "ext3",
          "ext4",
          "f2fs",
          "jfs",
          "overlay",
          "tmpfs",
          "xfs",
          "zfs");

  /** By device: to find a file system means to read the table of all mounts. */
  private static final Map<Object, Boolean> KNOWN = new ConcurrentHashMap<>();

  private LocalFiles() {}

  static boolean has(Path directory) throws IOException {
    Object device = Files.getAttribute(directory, "unix:dev");
    Boolean known = KNOWN.get(device);
    if (known == null) {
      known = TYPES.contains(Files.getFileStore(directory).type());
      KNOWN.put(device, known);
    }
    return known;
  }
}
