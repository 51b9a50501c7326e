package dev.postroom.imap.maildir.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The directory of a folder, with its {@code cur}, {@code new} and {@code tmp}.
 *
 * @param path of the folder
 */
public record FolderDirectory(Path path) {

  private static final Logger LOG = Logger.getLogger(FolderDirectory.class);

  /** Files in {@code tmp} that were not touched for so long were left by a crash (maildir(5)). */
  public static final Duration TMP_AGE = Duration.ofHours(36);

  /** The name of the file that keeps the UIDs of its messages. */
  public static final String UID_DB = "courierimapuiddb";

  /** Marks a subdirectory of a Maildir as a folder, for delivery agents. */
  private static final String FOLDER_MARK = "maildirfolder";

  /** Where messages are that a mail server has seen. */
  public Path cur() {
    return path.resolve("cur");
  }

  /** The directory {@code new}, where delivery agents leave messages. */
  public Path fresh() {
    return path.resolve("new");
  }

  /** Where files are until they are complete. */
  public Path tmp() {
    return path.resolve("tmp");
  }

  /** The database {@code courierimapuiddb}. */
  public Path uidDb() {
    return path.resolve(UID_DB);
  }

  /** Courier's lock file, which keeps other processes out. */
  public Path lock() {
    return tmp().resolve("courier.lock");
  }

  /** Whether there is such a folder. */
  public boolean exists() {
    return Files.isDirectory(cur());
  }

  /** Makes the directories that are not there yet. */
  public void create() throws IOException {
    DurableFiles.createDirectories(path);
    for (Path directory : new Path[] {tmp(), fresh(), cur()}) {
      if (!Files.isDirectory(directory)) {
        DurableFiles.createDirectories(directory);
      }
    }
  }

  /**
   * Leaves the mark that tells a folder from a Maildir, which is its owner's alone as Courier's.
   */
  public void markAsFolder(DurableFiles files) throws IOException {
    Path mark = path.resolve(FOLDER_MARK);
    files.create(mark).close();
    Files.setPosixFilePermissions(
        mark, EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
  }

  /** Takes a name. */
  @FunctionalInterface
  public interface NameConsumer {
    void accept(String name) throws IOException;
  }

  /** Tells the names in a directory; those that begin with a dot are nobody's messages. */
  public static void list(Path directory, NameConsumer name) throws IOException {
    int parent = directory.toString().length() + 1;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        // Not by getFileName(), which parses and copies each path: there may be 100,000.
        String text = entry.toString().substring(parent);
        // A name that the locale cannot read could not be opened either.
        if (text.charAt(0) != '.' && text.indexOf('\uFFFD') < 0) {
          name.accept(text);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** Deletes what crashed programs left in {@code tmp}. */
  public void purgeTmp(Instant now) throws IOException {
    FileTime limit = FileTime.from(now.minus(TMP_AGE));
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(tmp())) {
      for (Path entry : entries) {
        purge(entry, limit);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static void purge(Path entry, FileTime limit) throws IOException {
    try {
      // The time of the last change of the inode: the date of a message may be set long ago.
      var changed = (FileTime) Files.getAttribute(entry, "unix:ctime");
      if (changed.compareTo(limit) < 0) {
        DurableFiles.deleteTree(entry);
      }
    } catch (NoSuchFileException deletedByAnother) {
      return;
    } catch (IOException e) {
      // What a stranger left is no reason to keep a user from his mail.
      LOG.debugf("cannot purge %s: %s", entry, e);
    }
  }

  /**
   * The state of a file or directory, by which a change is noticed; empty where it is not there.
   */
  public static Optional<Stamp> stamp(Path file) throws IOException {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new Stamp(
              attributes.lastModifiedTime().toInstant(),
              attributes.size(),
              String.valueOf(attributes.fileKey())));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    }
  }

  /**
   * What changes when a file is replaced or a directory gets or loses an entry.
   *
   * @param modified the time of the last change
   * @param size in bytes
   * @param key device and inode
   */
  public record Stamp(Instant modified, long size, String key) {

    /** File systems date changes to two seconds at the coarsest. */
    public static final Duration RESOLUTION = Duration.ofSeconds(2);

    /** Whether what changed after this moment has another stamp. */
    public boolean isTrustedAt(Instant at) {
      return modified.plus(RESOLUTION).isBefore(at);
    }
  }
}
