package dev.postroom.imap.maildir.scan;

import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.MaildirFileName;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Moves messages that were delivered from a folder's {@code new} to its {@code cur}. */
final class NewMail {

  private final FolderDirectory directory;
  private final DurableFiles files;

  NewMail(FolderDirectory directory, DurableFiles files) {
    this.directory = directory;
    this.files = files;
  }

  /** Moves what is there now; several may do so at the same time. */
  void move() throws IOException {
    FolderDirectory.list(
        directory.fresh(),
        name -> {
          MaildirFileName message = MaildirFileName.parse(name);
          String target =
              message.info().isEmpty() ? name + MaildirFileName.NO_FLAGS : message.toString();
          move(directory.fresh().resolve(name), directory.cur().resolve(target));
        });
  }

  private void move(Path from, Path to) throws IOException {
    try {
      files.rename(from, to);
    } catch (NoSuchFileException movedByAnother) {
      return;
    }
  }
}
