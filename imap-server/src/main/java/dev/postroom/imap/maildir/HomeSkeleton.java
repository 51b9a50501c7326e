package dev.postroom.imap.maildir;

import dev.postroom.imap.maildir.files.DurableFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * Makes the home of a user at his first login (authlib's AUTH_MKHOMEDIR_SKEL).
 *
 * @param skeleton the directory that is copied. Links in it are followed, and names that begin with
 *     two dots left out: so the kubelet lays out the files of a ConfigMap
 * @param home what is made of it, unless it is there
 */
public record HomeSkeleton(Path skeleton, Path home) {

  /** Directories in directories: more is an error, not a skeleton. */
  static final int MAX_DEPTH = 16;

  private static final Set<PosixFilePermission> USABLE =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  /**
   * Makes the home where there is none. It appears as a whole, so that of two servers that make it
   * one is in time and the other takes what is there.
   */
  void makeHome() throws IOException {
    if (Files.exists(home)) {
      return;
    }
    Path above = home.toAbsolutePath().getParent();
    DurableFiles.createDirectories(above);
    Path made = Files.createTempDirectory(above, ".home");
    try {
      Files.walkFileTree(
          skeleton, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, new Copy(made));
      Files.move(made, home);
    } catch (FileAlreadyExistsException madeMeanwhile) {
      DurableFiles.deleteTree(made);
    } catch (IOException | RuntimeException e) {
      DurableFiles.deleteTree(made);
      throw e;
    }
  }

  /** Copies what is visited. */
  private final class Copy extends SimpleFileVisitor<Path> {

    private final Path target;

    Copy(Path target) {
      this.target = target;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      if (isLeftOut(directory)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      Path copy = target.resolve(skeleton.relativize(directory));
      if (!directory.equals(skeleton)) {
        Files.createDirectory(copy);
      }
      Set<PosixFilePermission> permissions = EnumSet.copyOf(USABLE);
      permissions.addAll(Files.getPosixFilePermissions(directory));
      Files.setPosixFilePermissions(copy, permissions);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isDirectory()) {
        throw new IOException(
            "%s has directories below %d others; make it flatter".formatted(skeleton, MAX_DEPTH));
      }
      if (!isLeftOut(file)) {
        Path copy = target.resolve(skeleton.relativize(file));
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
      return FileVisitResult.CONTINUE;
    }

    private boolean isLeftOut(Path path) {
      return !path.equals(skeleton) && path.getFileName().toString().startsWith("..");
    }
  }
}
