package dev.postroom.imap.maildir.quota;

import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.MaildirFileName;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Counts what a Maildir holds of its quota: the messages in {@code cur} and {@code new} of INBOX
 * and all folders, without those that are marked as deleted and without {@link #NOT_COUNTED}. A
 * folder that is a symbolic link belongs to another account and is not counted.
 */
public final class QuotaCount {

  /** What is in this folder is on its way out; Courier has the name hard-wired. */
  static final String NOT_COUNTED = ".Trash";

  private final FolderDirectory maildir;

  QuotaCount(FolderDirectory maildir) {
    this.maildir = maildir;
  }

  /** Whether messages in a folder of this Maildir count. */
  public static boolean counts(FolderDirectory folder) {
    return !folder.path().getFileName().toString().equals(NOT_COUNTED);
  }

  /** What is there now. */
  QuotaUsage sum() throws IOException {
    QuotaUsage[] sum = {QuotaUsage.NONE};
    for (Path directory : directories()) {
      try {
        FolderDirectory.list(
            directory,
            text -> {
              MaildirFileName name = MaildirFileName.parse(text);
              if (QuotaUsage.counts(name.info())) {
                long size = size(name, directory.resolve(text));
                sum[0] = sum[0].plus(new QuotaUsage(size, 1));
              }
            });
      } catch (NoSuchFileException deletedMeanwhile) {
        continue;
      }
    }
    return sum[0];
  }

  /** When a message came or went last, or changed its flags. */
  FileTime lastChange() throws IOException {
    FileTime last = FileTime.fromMillis(0);
    for (Path directory : directories()) {
      try {
        FileTime changed = Files.getLastModifiedTime(directory);
        last = changed.compareTo(last) > 0 ? changed : last;
      } catch (NoSuchFileException deletedMeanwhile) {
        continue;
      }
    }
    return last;
  }

  /** The bytes of a message: as its name says, or as the disk has it. */
  public static long size(MaildirFileName name, Path file) throws IOException {
    OptionalLong told = name.size();
    if (told.isPresent()) {
      return told.getAsLong();
    }
    try {
      return Files.size(file);
    } catch (NoSuchFileException renamedOrDeleted) {
      return 0;
    }
  }

  private List<Path> directories() throws IOException {
    var found = new ArrayList<>(List.of(maildir.cur(), maildir.fresh()));
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(maildir.path(), ".?*")) {
      for (Path entry : entries) {
        var folder = new FolderDirectory(entry);
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
            && folder.exists()
            && counts(folder)) {
          found.add(folder.cur());
          found.add(folder.fresh());
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }
}
