package dev.postroom.imap.maildir.folder;

import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.index.FolderOpenings;
import dev.postroom.imap.maildir.index.FolderOpenings.Source;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The folders of a Maildir of which there are views, each one once: those that somebody uses now,
 * and {@linkplain IdleFolders those that are kept}.
 */
public final class OpenFolders {

  private final Function<FolderDirectory, Folder> opener;
  private final IdleFolders idle;
  private final FolderOpenings openings;
  private final Map<FolderDirectory, Counted> open = new HashMap<>();
  private volatile Runnable whenEmpty = () -> {};

  private static final class Counted {
    final Folder folder;
    int users;

    Counted(Folder folder) {
      this.folder = folder;
    }
  }

  /**
   * @param opener opens a folder that is not open
   * @param idle keeps those that nobody uses
   * @param openings counts those that are not opened anew
   */
  public OpenFolders(
      Function<FolderDirectory, Folder> opener, IdleFolders idle, FolderOpenings openings) {
    this.opener = opener;
    this.idle = idle;
    this.openings = openings;
  }

  /** Asks to be called when the last folder is forgotten. */
  public void whenEmpty(Runnable action) {
    whenEmpty = action;
  }

  /** Whether there is no folder, not even one that nobody uses. */
  public synchronized boolean isEmpty() {
    return open.isEmpty();
  }

  /** The open folder of a directory. Every call needs one of {@link #release}. */
  public Folder acquire(FolderDirectory directory) {
    Use use = use(directory, null);
    if (use.isNew) {
      return use.folder;
    }
    if (use.wasIdle) {
      idle.remove(use.folder);
      if (!use.folder.stands()) {
        Folder successor = use(directory, use.folder).folder;
        release(use.folder);
        return successor;
      }
    }
    openings.count(Source.MEMORY);
    return use.folder;
  }

  private record Use(Folder folder, boolean isNew, boolean wasIdle) {}

  private synchronized Use use(FolderDirectory directory, Folder replaced) {
    Counted counted = open.get(directory);
    boolean isNew = counted == null || counted.folder == replaced || counted.folder.isGone();
    if (isNew) {
      counted = new Counted(opener.apply(directory));
      open.put(directory, counted);
    }
    counted.users++;
    return new Use(counted.folder, isNew, !isNew && counted.users == 1);
  }

  /** Ends a use; after the last one the folder is kept as long as there is room. */
  public void release(Folder folder) {
    synchronized (this) {
      Counted counted = open.get(folder.directory());
      // A folder that is gone was replaced by its successor when that was opened.
      if (counted == null || counted.folder != folder || --counted.users > 0) {
        return;
      }
    }
    idle.add(folder, this, folder.size()).forEach(left -> left.owner().forget(left.folder()));
  }

  private void forget(Folder folder) {
    boolean isEmpty;
    synchronized (this) {
      Counted counted = open.get(folder.directory());
      if (counted != null && counted.folder == folder && counted.users == 0) {
        open.remove(folder.directory());
      }
      isEmpty = open.isEmpty();
    }
    if (isEmpty) {
      whenEmpty.run();
    }
  }
}
