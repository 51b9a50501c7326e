package dev.postroom.imap.maildir.files;

import dev.postroom.imap.maildir.witness.Witness;
import dev.postroom.imap.maildir.witness.Witnesses;
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

/**
 * Changes files so that what is done can be made to survive a crash. All writes to a Maildir go
 * through here, so that a test can have each of them fail.
 */
public class DurableFiles {

  /** Directories are for the owner only, as maildirmake makes them. */
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final int PORTION_BYTES = 256 * 1024;

  private final Witnesses witnesses = new Witnesses();
  private final UniqueNames names;
  private final FileAttribute<Set<PosixFilePermission>> fileMode;

  /**
   * @param names for files in {@code tmp}
   * @param umask the permissions that new files do not have (IMAP_UMASK)
   */
  public DurableFiles(UniqueNames names, int umask) {
    this.names = names;
    this.fileMode = PosixFilePermissions.asFileAttribute(permissions(0666 & ~umask));
  }

  /** Names that no other file has. */
  public UniqueNames names() {
    return names;
  }

  /** Tells of a directory what others than this change in it. */
  public Witness witness(Path directory) {
    return witnesses.of(directory);
  }

  /** Creates a file that must not be there yet and opens it for writing. */
  public FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), fileMode);
  }

  /** Opens a file that is there, to read it and to change it in place. */
  public FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Writes all bytes at a position; those that end at the end of the file make it longer. */
  public void write(FileChannel file, byte[] content, long position) throws IOException {
    writeAll(file, ByteBuffer.wrap(content), position);
  }

  /**
   * Writes all bytes, from the beginning of a buffer, at a position. In portions, since the JDK
   * copies what it writes to memory outside the heap, and each thread keeps the largest copy.
   */
  public static void writeAll(FileChannel file, ByteBuffer bytes, long position)
      throws IOException {
    int end = bytes.limit();
    while (bytes.position() < end) {
      bytes.limit(Math.min(end, bytes.position() + PORTION_BYTES));
      file.write(bytes, position + bytes.position());
    }
  }

  /** Makes a file's content survive a crash. */
  public void sync(FileChannel file) throws IOException {
    file.force(true);
  }

  /** Begins to {@link #sync} a file that was written; it is closed when that has ended. */
  public PendingSync beginSync(FileChannel file) {
    return PendingSync.begin(this, file);
  }

  /** Gives a file another name, in one step, even where another file has that. */
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    witnesses.unnamed(from);
    witnesses.named(to);
  }

  /** Gives a file one more name. */
  public void link(Path file, Path name) throws IOException {
    Files.createLink(name, file);
  }

  /** Takes a file's name away; false where there is none of this name. */
  public boolean delete(Path file) throws IOException {
    boolean deleted = Files.deleteIfExists(file);
    if (deleted) {
      witnesses.unnamed(file);
    }
    return deleted;
  }

  /** Replaces a file, by way of a new one in {@code tmp}: a crash leaves the old or the new one. */
  public void replace(Path file, byte[] content, Path tmp) throws IOException {
    replace(file, content, tmp, true);
    syncDirectory(file.getParent());
  }

  /**
   * Replaces a file as {@link #replace} does, but syncs nothing: a crash of the system, other than
   * the end of the process, leaves the old one, the new one, or an empty or damaged one.
   */
  public void replaceUnsynced(Path file, byte[] content, Path tmp) throws IOException {
    replace(file, content, tmp, false);
  }

  private void replace(Path file, byte[] content, Path tmp, boolean synced) throws IOException {
    Path written = tmp.resolve(names.next().inTmp());
    try {
      try (FileChannel out = create(written)) {
        write(out, content, 0);
        if (synced) {
          sync(out);
        }
      }
      rename(written, file);
    } catch (IOException e) {
      Files.deleteIfExists(written);
      throw e;
    }
  }

  /** Makes what was created, renamed and deleted in a directory survive a crash. */
  public void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Makes a directory that must not be there yet, for the owner only; unsynced. */
  public static void createDirectory(Path directory) throws IOException {
    Files.createDirectory(directory, PRIVATE_DIRECTORY);
  }

  /**
   * Makes a directory, and those above it, that are not there yet, for the owner only; unsynced.
   */
  public static void createDirectories(Path directory) throws IOException {
    Files.createDirectories(directory, PRIVATE_DIRECTORY);
  }

  /** Deletes a directory with all that is in it; symbolic links are deleted, not followed. */
  public static void deleteTree(Path directory) throws IOException {
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
