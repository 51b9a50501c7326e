package dev.postroom.imap.maildir.account;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.MailStore.Append;
import dev.postroom.imap.mailbox.MailStore.AssignedUids;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.MaildirFileName;
import dev.postroom.imap.maildir.files.StagedMessage;
import dev.postroom.imap.maildir.folder.Folder;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** An APPEND into a folder, which it holds open until it ends. */
final class MaildirAppend implements Append {

  private static final Logger LOG = Logger.getLogger(MaildirAppend.class);

  /**
   * The sync of a message larger than this ends before the folder is locked, since it may last;
   * others wait for the lock, and for the messages that are delivered with theirs.
   */
  private static final int MAX_SYNCED_WHILE_LOCKED_BYTES = 256 * 1024;

  private final Folder folder;
  private final Runnable release;
  private final DurableFiles files;
  private final BeforeDelivery before;
  private final List<StagedMessage> staged = new ArrayList<>();
  private boolean ended;

  MaildirAppend(Folder folder, Runnable release, DurableFiles files, BeforeDelivery before) {
    this.before = before;
    this.folder = folder;
    this.release = release;
    this.files = files;
  }

  @Override
  public void add(Flags flags, Optional<Instant> internalDate, InputStream message)
      throws MailboxException, IOException {
    try (StagingFile file = staging()) {
      file.write(message);
      awaitLast();
      staged.add(finish(file, flags, internalDate));
    }
  }

  private StagingFile staging() throws MailboxException {
    try {
      return new StagingFile(folder.directory(), files);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** One is synced while the next is received, and no more than one. */
  private void awaitLast() throws MailboxException {
    try {
      if (!staged.isEmpty()) {
        staged.getLast().content().await();
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void awaitLarge() throws IOException {
    for (StagedMessage message : staged) {
      if (message.name().size().orElseThrow() > MAX_SYNCED_WHILE_LOCKED_BYTES) {
        message.content().await();
      }
    }
  }

  private StagedMessage finish(StagingFile file, Flags flags, Optional<Instant> internalDate)
      throws MailboxException {
    try {
      return file.finish(
          MaildirFileName.withFlags("", flags.system()), flags.keywords(), internalDate);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public AssignedUids commit() throws MailboxException {
    try {
      before.take(staged);
      awaitLarge();
      List<Long> uids = folder.deliver(staged, false);
      // Their files are no longer in tmp.
      staged.clear();
      return new AssignedUids(folder.uidValidity(), List.of(), uids);
    } catch (IOException e) {
      throw failed(e);
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
    for (StagedMessage message : staged) {
      try {
        message.discard();
      } catch (IOException e) {
        // The purge of tmp takes it some day.
        LOG.warnf("cannot delete the rest of an append in %s: %s", folder.directory().tmp(), e);
      }
    }
  }

  private MailboxException failed(IOException cause) {
    return StorageFailure.of("append to " + folder.directory().path(), cause);
  }
}
