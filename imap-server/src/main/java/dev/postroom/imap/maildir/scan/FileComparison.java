package dev.postroom.imap.maildir.scan;

import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.MaildirFileName;
import dev.postroom.imap.maildir.view.FolderView;
import java.io.IOException;
import java.nio.file.Path;

/** Compares the files in a folder's {@code cur} with its messages. Guarded by the folder's lock. */
final class FileComparison {

  private final FolderView view;
  private int found;
  private boolean differs;

  FileComparison(FolderView view) {
    this.view = view;
  }

  /** Whether in {@code cur} are the files of all messages under their names and nothing else. */
  boolean isSame(Path cur) throws IOException {
    FolderDirectory.list(cur, this::compare);
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
