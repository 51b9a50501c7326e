package dev.postroom.imap.maildir.scan;

import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.MaildirFileName;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Moves messages that were delivered from a folder's {@code new} to its {@code cur}. */
final class NewMail {

  private final FolderDirectory directory;
  private final DurableFiles files;

  NewMail(FolderDirectory directory, DurableFiles files) {
    this.directory = directory;
    this.files = files;
  }

  /**
   * Moves what is there now; several may do so at the same time.
   *
   * @return the names of those that were moved here
   */
  List<MaildirFileName> move() throws IOException {
    var moved = new ArrayList<MaildirFileName>();
    FolderDirectory.list(
        directory.fresh(),
        name -> {
          MaildirFileName message = MaildirFileName.parse(name);
          String target =
              message.info().isEmpty() ? name + MaildirFileName.NO_FLAGS : message.toString();
          if (move(directory.fresh().resolve(name), directory.cur().resolve(target))) {
            moved.add(MaildirFileName.parse(target));
          }
        });
    return moved;
  }

  private boolean move(Path from, Path to) throws IOException {
    try {
      files.rename(from, to);
      return true;
    } catch (NoSuchFileException movedByAnother) {
      return false;
    }
  }
}
