package dev.postroom.imap.maildir;

import java.time.Clock;

/**
 * How the files of one Maildir are written, locked and numbered.
 *
 * @param files writes and names files
 * @param locks takes lock files
 * @param uidValidity numbers mailboxes
 * @param clock the time
 */
record Storage(DurableFiles files, FolderLocks locks, UidValidity uidValidity, Clock clock) {

  static Storage of(FolderDirectory maildir, MaildirSettings settings, Clock clock) {
    var files =
        new DurableFiles(
            new UniqueNames(clock, settings.hostname(), settings.pid()), settings.umask());
    FolderLocks locks =
        settings.useLocks()
            ? new DotLock(files, settings.hostname(), settings.pid())::acquire
            : FolderLocks.NONE;
    return new Storage(files, locks, new UidValidity(maildir, files, locks, clock), clock);
  }

  /** A folder of which nothing is known yet. */
  Folder open(FolderDirectory directory) {
    var view = new FolderView();
    return new Folder(
        directory, locks, view, new FolderScan(directory, view, uidValidity, files, clock));
  }
}
