package dev.postroom.bench.mail;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;

/** The folders as they are made once, and kept for the next run; copies are taken from here. */
public final class Templates {

  /** Changes whenever what is made changes, so that nothing old is taken for it. */
  private static final String VERSION = "1";

  private static final List<String> PARTS = List.of("cur", "new", "tmp");

  private final Path directory;

  /**
   * @param cache where they are kept
   */
  public Templates(Path cache) {
    this.directory = cache.resolve("mail-" + VERSION);
  }

  /**
   * Makes the folder unless it is there.
   *
   * @param owner whom the messages are to belong to
   */
  public void make(Folder folder, FileOwner owner) throws IOException {
    Path made = path(folder);
    if (Files.isDirectory(made)) {
      return;
    }
    Path work = directory.resolve(folder.directory() + ".part");
    delete(work);
    maildir(work);
    for (int i = 0; i < folder.messages(); i++) {
      byte[] message = folder.message(i);
      Path file = work.resolve("cur").resolve(fileName(i, message.length));
      Files.write(file, message);
      owner.take(file);
      Files.setLastModifiedTime(file, FileTime.from(MessageText.date(i)));
    }
    Files.move(work, made, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Makes a Maildir with the folder's mail as INBOX. Only the content of the messages, which no
   * server changes, is shared with other copies: names, and with them flags, are each copy's own.
   *
   * @param owner whom the directories are to belong to
   */
  public void copy(Folder folder, Path maildir, FileOwner owner) throws IOException {
    maildir(maildir);
    owner.take(maildir.getParent());
    owner.take(maildir);
    for (String part : PARTS) {
      owner.take(maildir.resolve(part));
    }
    Path target = maildir.resolve("cur");
    try (var files = Files.newDirectoryStream(path(folder).resolve("cur"))) {
      for (Path file : files) {
        Files.createLink(target.resolve(file.getFileName()), file);
      }
    }
  }

  /** Deletes a tree, if it is there. */
  public static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            // A server that is about to end may still tidy up.
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void maildir(Path maildir) throws IOException {
    for (String part : PARTS) {
      Files.createDirectories(maildir.resolve(part));
    }
  }

  private static String fileName(int number, int size) {
    return "%d.M%06dP%d.mail.example.com,S=%d:2,%s"
        .formatted(
            MessageText.date(number).getEpochSecond(), number, 4711, size, Folder.flags(number));
  }

  private Path path(Folder folder) {
    return directory.resolve(folder.directory());
  }
}
