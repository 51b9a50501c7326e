package dev.postroom.imap.maildir;

import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.maildir.account.Maildir;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.MaildirFileName;
import dev.postroom.imap.maildir.quota.QuotaCount;
import dev.postroom.imap.maildir.quota.QuotaUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Deletes messages that have been in a folder for long enough (IMAP_EMPTYTRASH). How long is told
 * by ctime, the time of the last rename: the date of a message may be set long ago. Sessions that
 * have the folder open find them gone, as when another program had done it.
 */
final class TrashPurge {

  private static final Logger LOG = Logger.getLogger(TrashPurge.class);

  private final Maildir maildir;

  TrashPurge(Maildir maildir) {
    this.maildir = maildir;
  }

  /** Purges; a folder that is not there is passed over, and a failure is logged. */
  void run(Map<MailboxName, Duration> keep) {
    Instant now = maildir.storage().clock().instant();
    keep.forEach(
        (name, time) -> {
          try {
            purge(maildir.tree().existing(name), now.minus(time));
          } catch (MailboxException none) {
            LOG.tracef("nothing to purge in %s: %s", name, none.getMessage());
          } catch (IOException e) {
            LOG.warnf("ERR: cannot purge %s of %s: %s", name, maildir.directory().path(), e);
          }
        });
  }

  private void purge(FolderDirectory folder, Instant before) throws IOException {
    QuotaUsage[] gone = {QuotaUsage.NONE};
    for (Path directory : new Path[] {folder.cur(), folder.fresh()}) {
      FolderDirectory.list(
          directory,
          text -> {
            Path file = directory.resolve(text);
            MaildirFileName name = MaildirFileName.parse(text);
            long size = QuotaCount.size(name, file);
            if (isOlder(file, before) && Files.deleteIfExists(file)) {
              boolean counts = QuotaCount.counts(folder) && QuotaUsage.counts(name.info());
              gone[0] = counts ? gone[0].plus(new QuotaUsage(size, 1)) : gone[0];
            }
          });
    }
    maildir.storage().quota().changed(gone[0].negated());
  }

  private static boolean isOlder(Path file, Instant limit) throws IOException {
    try {
      var changed = (FileTime) Files.getAttribute(file, "unix:ctime");
      return changed.toInstant().isBefore(limit);
    } catch (NoSuchFileException renamedOrDeleted) {
      return false;
    }
  }
}
