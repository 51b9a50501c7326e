package dev.postroom.imap.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Writes files so that a crash leaves the old or the new content, and never half of it. */
final class DurableFiles {

  /** Directories are for the owner only, as maildirmake makes them. */
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final UniqueNames names;
  private final FileAttribute<Set<PosixFilePermission>> fileMode;

  DurableFiles(UniqueNames names, int umask) {
    this.names = names;
    this.fileMode = PosixFilePermissions.asFileAttribute(permissions(0666 & ~umask));
  }

  UniqueNames names() {
    return names;
  }

  /** Creates a file that must not be there yet and opens it for writing. */
  FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), fileMode);
  }

  /** Replaces a file, by way of a new one in {@code tmp}. */
  void replace(Path file, byte[] content, Path tmp) throws IOException {
    Path written = tmp.resolve(names.next().inTmp());
    try {
      try (FileChannel out = create(written)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(written);
      throw e;
    }
    syncDirectory(file.getParent());
  }

  /** Makes what was created, renamed and deleted in a directory survive a crash. */
  static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  static void createDirectory(Path directory) throws IOException {
    Files.createDirectory(directory, PRIVATE_DIRECTORY);
  }

  static void createDirectories(Path directory) throws IOException {
    Files.createDirectories(directory, PRIVATE_DIRECTORY);
  }

  /** Deletes a directory with all that is in it; symbolic links are deleted, not followed. */
  static void deleteTree(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException e)
              throws IOException {
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    var permissions = EnumSet.noneOf(PosixFilePermission.class);
    // The constants stand from OWNER_READ, 0400, down to OTHERS_EXECUTE, 01.
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      if ((mode & (0400 >> permission.ordinal())) != 0) {
        permissions.add(permission);
      }
    }
    return permissions;
  }
}
