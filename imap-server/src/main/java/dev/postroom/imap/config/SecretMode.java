package dev.postroom.imap.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.stream.Stream;

/**
 * Who may read a file that holds passwords. Courier refuses a userdb that anybody but its owner may
 * read; here that is only remarked on, and only for those who are neither owner nor group: the mode
 * of a mounted Secret is 0644 unless somebody said otherwise, and its group is how a process that
 * is not root reads it.
 */
final class SecretMode {

  private SecretMode() {}

  /** Whether everybody on the machine may read the file, or one of the directory's. */
  static boolean isOpenToAll(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return readableByOthers(path);
    }
    try (Stream<Path> entries = Files.list(path)) {
      for (Path entry : entries.filter(Files::isRegularFile).toList()) {
        if (readableByOthers(entry)) {
          return true;
        }
      }
      return false;
    }
  }

  private static boolean readableByOthers(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
  }
}
