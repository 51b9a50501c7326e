package dev.postroom.imap.maildir.account;

import dev.postroom.imap.mailbox.MailStore.AssignedUids;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxException.Reason;
import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.PendingSync;
import dev.postroom.imap.maildir.files.StagedMessage;
import dev.postroom.imap.maildir.folder.Folder;
import dev.postroom.imap.maildir.view.StoredMessage;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.UnaryOperator;

/**
 * Moves messages from one folder to another by renaming their files, while both folders are held:
 * no crash leaves a message in both or in neither, and all move or none.
 *
 * <p>The files get new names, as copies do: were one moved back under its old name while an entry
 * of that name is left in the database, the message would have an old UID again.
 */
final class MessageMove {

  /** How often a move begins again because another program renames files meanwhile. */
  private static final int MAX_ATTEMPTS = 10;

  private final Folder source;
  private final Folder target;
  private final DurableFiles files;

  MessageMove(Folder source, Folder target, DurableFiles files) {
    this.source = source;
    this.target = target;
    this.files = files;
  }

  /**
   * Moves those of the messages that the source has. Between two file systems, and between two
   * paths that lead to one folder, they are copied and then removed, so that a crash in between
   * leaves them in both.
   *
   * @throws MailboxException when one vanished in the meantime; then none is moved
   */
  AssignedUids move(SortedSet<Long> uids) throws IOException, MailboxException {
    if (source != target && leadToOneFolder()) {
      return copyAndRemove(uids);
    }
    try {
      return rename(uids);
    } catch (AtomicMoveNotSupportedException anotherFileSystem) {
      return copyAndRemove(uids);
    }
  }

  private boolean leadToOneFolder() {
    try {
      return Files.isSameFile(source.directory().path(), target.directory().path());
    } catch (IOException gone) {
      return false;
    }
  }

  private AssignedUids copyAndRemove(SortedSet<Long> uids) throws IOException, MailboxException {
    AssignedUids copied =
        new MessageCopy(
                source, target, files, UnaryOperator.identity(), false, BeforeDelivery.NOTHING)
            .copy(uids);
    source.remove(copied.sources());
    return copied;
  }

  private AssignedUids rename(SortedSet<Long> uids) throws IOException, MailboxException {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      List<StoredMessage> messages = source.find(uids);
      if (attempt > 0) {
        source.locate(messages.stream().filter(message -> !source.isInPlace(message)).toList());
      }
      Optional<AssignedUids> moved = tryRename(messages);
      if (moved.isPresent()) {
        return moved.get();
      }
    }
    throw new MailboxException(Reason.EXPUNGE_ISSUED, "A message is gone; nothing was moved.");
  }

  /** Empty when a file was not where it was last seen; then none is moved. */
  private Optional<AssignedUids> tryRename(List<StoredMessage> messages) throws IOException {
    if (messages.isEmpty()) {
      return Optional.of(new AssignedUids(target.uidValidity(), List.of(), List.of()));
    }
    try {
      var uidsInTarget = new ArrayList<Long>();
      Folder.holdBoth(
          source,
          target,
          () -> {
            uidsInTarget.addAll(target.takeHeld(source, messages, stage(messages)));
            return null;
          });
      if (uidsInTarget.isEmpty()) {
        throw new NoSuchFileException(target.directory().path().toString());
      }
      return Optional.of(
          new AssignedUids(
              target.uidValidity(),
              messages.stream().map(StoredMessage::uid).toList(),
              uidsInTarget));
    } catch (NoSuchFileException renamedOrDeleted) {
      if (!target.directory().exists()) {
        throw renamedOrDeleted;
      }
      return Optional.empty();
    }
  }

  private List<StagedMessage> stage(List<StoredMessage> messages) throws IOException {
    var staged = new ArrayList<StagedMessage>(messages.size());
    for (StoredMessage message : messages) {
      staged.add(
          StagedMessage.of(
              source.directory().cur().resolve(message.fileName()),
              files.names().copyOf(message.base()),
              message.info(),
              message.flags().keywords(),
              PendingSync.DONE));
    }
    return staged;
  }
}
