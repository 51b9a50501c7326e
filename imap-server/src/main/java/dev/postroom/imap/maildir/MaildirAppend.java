package dev.postroom.imap.maildir;

import dev.postroom.imap.mailbox.MailStore.Append;
import dev.postroom.imap.mailbox.MailStore.AssignedUids;
import dev.postroom.imap.mailbox.MailboxException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/** An APPEND into a folder, which it holds open until it ends. */
final class MaildirAppend implements Append {

  private static final Logger LOG = Logger.getLogger(MaildirAppend.class);

  private final Folder folder;
  private final Runnable release;
  private final StagingFile file;
  private final String info;
  private final Set<String> keywords;
  private final Instant internalDate;
  private boolean ended;

  MaildirAppend(
      Folder folder,
      Runnable release,
      StagingFile file,
      String info,
      Set<String> keywords,
      Instant internalDate) {
    this.folder = folder;
    this.release = release;
    this.file = file;
    this.info = info;
    this.keywords = keywords;
    this.internalDate = internalDate;
  }

  @Override
  public void write(InputStream message) throws MailboxException, IOException {
    file.write(message);
  }

  @Override
  public AssignedUids commit() throws MailboxException {
    try {
      StagedMessage staged = file.finish(info, keywords, internalDate);
      try {
        List<Long> uids = folder.deliver(List.of(staged));
        return new AssignedUids(folder.uidValidity(), List.of(), uids);
      } finally {
        staged.discard();
      }
    } catch (IOException e) {
      throw StorageFailure.of("append to " + folder.directory().path(), e);
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    if (ended) {
      return;
    }
    ended = true;
    release.run();
    try {
      file.close();
    } catch (IOException e) {
      // The purge of tmp takes it some day.
      LOG.warnf("cannot delete the rest of an append in %s: %s", folder.directory().tmp(), e);
    }
  }
}
