package dev.postroom.imap.maildir;

import dev.postroom.imap.mailbox.MailStore.AssignedUids;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Copies messages from one folder to another, flags and dates included. All are written before the
 * first is delivered, so that either all are copied or none.
 */
final class MessageCopy {

  private final Folder source;
  private final Folder target;
  private final DurableFiles files;

  MessageCopy(Folder source, Folder target, DurableFiles files) {
    this.source = source;
    this.target = target;
    this.files = files;
  }

  /**
   * Copies those of the messages that the source has.
   *
   * @throws MailboxException when one vanished in the meantime; then none is copied
   */
  AssignedUids copy(Collection<Long> uids) throws IOException, MailboxException {
    var sources = new ArrayList<Long>();
    var staged = new ArrayList<StagedMessage>();
    try {
      for (long uid : uids) {
        var message = source.find(uid);
        if (message.isPresent()) {
          sources.add(uid);
          staged.add(stage(message.get()));
        }
      }
      List<Long> copies = staged.isEmpty() ? List.of() : target.deliver(staged);
      return new AssignedUids(target.uidValidity(), sources, copies);
    } finally {
      for (StagedMessage message : staged) {
        message.discard();
      }
    }
  }

  private StagedMessage stage(StoredMessage message) throws IOException, MailboxException {
    try {
      return copy(message);
    } catch (NoSuchFileException vanished) {
      throw new MailboxException(
          Reason.EXPUNGE_ISSUED, "A message is gone; nothing was copied.", vanished);
    }
  }

  private StagedMessage copy(StoredMessage message) throws IOException {
    return MaildirContent.read(
        source,
        message,
        file -> {
          try (var copy = new StagingFile(target.directory(), files)) {
            copy.copy(file);
            String info = MaildirFileName.parse(file.getFileName().toString()).info();
            return copy.finish(
                info.isEmpty() ? MaildirFileName.NO_FLAGS : info,
                message.flags().keywords(),
                Files.getLastModifiedTime(file).toInstant());
          }
        });
  }
}
