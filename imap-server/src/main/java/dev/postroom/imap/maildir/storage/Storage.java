package dev.postroom.imap.maildir.storage;

import dev.postroom.imap.maildir.files.DotLock;
import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.FolderLocks;
import dev.postroom.imap.maildir.files.UniqueNames;
import dev.postroom.imap.maildir.quota.QuotaLedger;
import dev.postroom.imap.maildir.uiddb.UidValidity;
import java.time.Clock;

/**
 * How the files of one Maildir are written, locked and numbered.
 *
 * @param files writes and names files
 * @param locks takes lock files
 * @param uidValidity numbers mailboxes
 * @param quota keeps account of what the Maildir holds
 * @param keywords whether messages can have keywords
 * @param clock the time
 */
public record Storage(
    DurableFiles files,
    FolderLocks locks,
    UidValidity uidValidity,
    QuotaLedger quota,
    boolean keywords,
    Clock clock) {

  /** Puts together what writes to one Maildir; every part of it is shared by all of its folders. */
  public static Storage of(FolderDirectory maildir, MaildirSettings settings, Clock clock) {
    var files =
        new DurableFiles(
            new UniqueNames(clock, settings.hostname(), settings.pid()), settings.umask());
    FolderLocks locks =
        settings.useLocks()
            ? new DotLock(files, settings.hostname(), settings.pid())
            : FolderLocks.NONE;
    var uidValidity = new UidValidity(maildir, files, locks, clock);
    var quota = new QuotaLedger(maildir, files, clock);
    return new Storage(files, locks, uidValidity, quota, settings.keywords(), clock);
  }
}
