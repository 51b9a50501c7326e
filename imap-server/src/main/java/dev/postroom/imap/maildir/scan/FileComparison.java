package dev.postroom.imap.maildir.scan;

import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.MaildirFileName;
import dev.postroom.imap.maildir.view.FolderView;
import java.io.IOException;

/** Compares the files of a folder with its messages. Guarded by the folder's lock. */
final class FileComparison {

  private final FolderView view;
  private int found;
  private boolean differs;

  FileComparison(FolderView view) {
    this.view = view;
  }

  /**
   * Whether nothing is in {@code new}, and in {@code cur} the files of all messages under their
   * names and nothing else.
   */
  boolean isSame(FolderDirectory directory) throws IOException {
    FolderDirectory.list(directory.fresh(), name -> differs = true);
    if (differs) {
      return false;
    }
    FolderDirectory.list(directory.cur(), this::compare);
    return !differs && found == view.messages().size();
  }

  private void compare(String name) {
    MaildirFileName file = MaildirFileName.parse(name);
    if (view.find(file.base()).filter(m -> m.info().equals(file.info())).isPresent()) {
      found++;
    } else {
      differs = true;
    }
  }
}
