package dev.postroom.imap.maildir;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The folders that somebody uses now, each open once. */
final class OpenFolders {

  private final Function<FolderDirectory, Folder> opener;
  private final Map<FolderDirectory, Counted> open = new HashMap<>();

  private static final class Counted {
    final Folder folder;
    int users;

    Counted(Folder folder) {
      this.folder = folder;
    }
  }

  OpenFolders(Function<FolderDirectory, Folder> opener) {
    this.opener = opener;
  }

  /** The open folder of a directory. Every call needs one of {@link #release}. */
  synchronized Folder acquire(FolderDirectory directory) {
    Counted counted = open.get(directory);
    if (counted == null || counted.folder.isGone()) {
      counted = new Counted(opener.apply(directory));
      open.put(directory, counted);
    }
    counted.users++;
    return counted.folder;
  }

  /** Ends a use; the last one forgets the folder. */
  synchronized void release(Folder folder) {
    Counted counted = open.get(folder.directory());
    // A folder that is gone was replaced by its successor when that was opened.
    if (counted != null && counted.folder == folder && --counted.users == 0) {
      open.remove(folder.directory());
    }
  }
}
