package dev.postroom.imap.maildir.folder;

/** Looks after folders in which somebody waits for changes. */
public interface FolderWatcher {

  /** Begins to look after a folder; every call needs one of {@link #unwatch}. */
  void watch(Folder folder);

  void unwatch(Folder folder);
}
