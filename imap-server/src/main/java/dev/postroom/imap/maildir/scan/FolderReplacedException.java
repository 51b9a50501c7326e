package dev.postroom.imap.maildir.scan;

import java.io.IOException;
import java.nio.file.Path;

/** The folder that was open is gone, and another one has its name: the UIDVALIDITY differs. */
public final class FolderReplacedException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient Path folder;

  FolderReplacedException(Path folder) {
    super(folder + " is another folder now");
    this.folder = folder;
  }

  /** The directory. */
  public Path folder() {
    return folder;
  }
}
