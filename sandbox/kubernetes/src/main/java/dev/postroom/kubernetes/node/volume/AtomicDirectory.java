package dev.postroom.kubernetes.node.volume;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A directory whose files change all at once, laid out as the kubelet does (pkg/volume/util,
 * AtomicWriter): the files lie in a directory of their own, {@code ..data} is a symbolic link to
 * it, and each visible name is a symbolic link into {@code ..data}. A change writes a new directory
 * and renames a new link over {@code ..data}.
 */
public final class AtomicDirectory {

  private static final String DATA = "..data";
  private static final String NEW_DATA = "..data_tmp";
  private static final String VERSION_PREFIX = "..v";

  private final Path directory;
  private SortedMap<String, VolumeFile> written;
  private long version;

  /** Only one may be in use for a directory; what an earlier one left there is replaced. */
  public AtomicDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes the directory hold exactly {@code files}.
   *
   * @return whether anything had to be written
   * @throws IOException when it cannot be written; readers then still see what was there before
   */
  public boolean write(SortedMap<String, VolumeFile> files) throws IOException {
    if (files.equals(written)) {
      return false;
    }
    Files.createDirectories(directory);
    Path next = Files.createTempDirectory(directory, VERSION_PREFIX + version++ + "_");
    Files.setPosixFilePermissions(next, permissions(0755));
    for (var file : files.entrySet()) {
      Path path = next.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue().content());
      Files.setPosixFilePermissions(path, permissions(file.getValue().mode()));
    }
    Path newData = directory.resolve(NEW_DATA);
    Files.deleteIfExists(newData);
    Files.createSymbolicLink(newData, next.getFileName());
    Files.move(newData, directory.resolve(DATA), StandardCopyOption.ATOMIC_MOVE);
    link(files.keySet());
    removeAllVersionsBut(next);
    written = files;
    return true;
  }

  private void link(Set<String> paths) throws IOException {
    Set<String> visible =
        paths.stream()
            .map(path -> Path.of(path).getName(0).toString())
            .collect(Collectors.toCollection(TreeSet::new));
    for (String name : visible) {
      Path link = directory.resolve(name);
      if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
        Files.createSymbolicLink(link, Path.of(DATA, name));
      }
    }
    for (Path entry : entries()) {
      String name = entry.getFileName().toString();
      if (!name.startsWith("..") && !visible.contains(name)) {
        Files.delete(entry);
      }
    }
  }

  private void removeAllVersionsBut(Path current) throws IOException {
    for (Path entry : entries()) {
      if (entry.getFileName().toString().startsWith(VERSION_PREFIX) && !entry.equals(current)) {
        deleteTree(entry);
      }
    }
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }

  /**
   * Deletes a directory and all in it, following no link. What disappears meanwhile is no error;
   * the directory need not exist.
   */
  public static void deleteTree(Path root) throws IOException {
    Files.walkFileTree(root, new Deletion());
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
      return goOnUnless(problem);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException problem)
        throws IOException {
      FileVisitResult result = goOnUnless(problem);
      Files.deleteIfExists(directory);
      return result;
    }

    private static FileVisitResult goOnUnless(IOException problem) throws IOException {
      if (problem != null && !(problem instanceof NoSuchFileException)) {
        throw problem;
      }
      return FileVisitResult.CONTINUE;
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    PosixFilePermission[] fromLowest = {
      PosixFilePermission.OTHERS_EXECUTE, PosixFilePermission.OTHERS_WRITE,
      PosixFilePermission.OTHERS_READ, PosixFilePermission.GROUP_EXECUTE,
      PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_READ,
      PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.OWNER_WRITE,
      PosixFilePermission.OWNER_READ,
    };
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < fromLowest.length; bit++) {
      if ((mode & (1 << bit)) != 0) {
        permissions.add(fromLowest[bit]);
      }
    }
    return permissions;
  }
}
