package dev.postroom.imap.maildir.account;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.MailStore.AssignedUids;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxException.Reason;
import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.MaildirFileName;
import dev.postroom.imap.maildir.files.PendingSync;
import dev.postroom.imap.maildir.files.StagedMessage;
import dev.postroom.imap.maildir.files.UniqueNames.UniqueName;
import dev.postroom.imap.maildir.folder.Folder;
import dev.postroom.imap.maildir.view.StoredMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Copies messages from one folder to another, flags and dates included. All are staged before the
 * first is delivered, so that either all are copied or none.
 *
 * <p>A copy is one more name of the same file: the content of a message never changes, flags and
 * keywords are not in it, and its time is the message's date. So a copy costs no space, and is on
 * disk as surely as its source. Only where the file system makes no such links, or no more of them,
 * are the bytes copied.
 */
final class MessageCopy {

  private final Folder source;
  private final Folder target;
  private final DurableFiles files;
  private final UnaryOperator<Flags> kept;
  private final boolean isMove;
  private final BeforeDelivery before;

  /**
   * @param kept which of their flags the copies keep
   * @param isMove whether the originals go from the same account, so that no quota is in the way
   * @param before is done with the copies when all are there
   */
  MessageCopy(
      Folder source,
      Folder target,
      DurableFiles files,
      UnaryOperator<Flags> kept,
      boolean isMove,
      BeforeDelivery before) {
    this.before = before;
    this.isMove = isMove;
    this.source = source;
    this.target = target;
    this.files = files;
    this.kept = kept;
  }

  /**
   * Copies those of the messages that the source has.
   *
   * @throws MailboxException when one vanished in the meantime; then none is copied
   */
  AssignedUids copy(Collection<Long> uids) throws IOException, MailboxException {
    List<StoredMessage> messages = source.find(uids);
    var staged = LinkedHashMap.<StoredMessage, StagedMessage>newLinkedHashMap(messages.size());
    try {
      List<StoredMessage> renamedAway = stage(messages, staged);
      source.locate(renamedAway);
      if (!stage(renamedAway, staged).isEmpty()) {
        throw new MailboxException(Reason.EXPUNGE_ISSUED, "A message is gone; nothing was copied.");
      }
      List<Long> copies = List.of();
      if (!messages.isEmpty()) {
        List<StagedMessage> complete = messages.stream().map(staged::get).toList();
        before.take(complete);
        copies = target.deliver(complete, isMove);
      }
      // Their files are no longer in tmp.
      staged.clear();
      return new AssignedUids(
          target.uidValidity(), messages.stream().map(StoredMessage::uid).toList(), copies);
    } finally {
      for (StagedMessage message : staged.values()) {
        message.discard();
      }
    }
  }

  /** Stages messages; those whose files are not where they were are returned instead. */
  private List<StoredMessage> stage(
      Collection<StoredMessage> messages, Map<StoredMessage, StagedMessage> staged)
      throws IOException {
    var renamedAway = new ArrayList<StoredMessage>();
    for (StoredMessage message : messages) {
      try {
        staged.put(message, stage(message, source.file(message)));
      } catch (NoSuchFileException renamedOrDeleted) {
        renamedAway.add(message);
      }
    }
    return renamedAway;
  }

  private StagedMessage stage(StoredMessage message, Path file) throws IOException {
    String info = info(file);
    UniqueName name = files.names().copyOf(message.base());
    Path link = target.directory().tmp().resolve(name.inTmp());
    try {
      files.link(file, link);
    } catch (NoSuchFileException renamedOrDeleted) {
      throw renamedOrDeleted;
    } catch (IOException | UnsupportedOperationException noLink) {
      // Another file system, or one without links, or with no more than so many to a file. If it
      // is something else, the copy fails of it too.
      return copy(message, file, name, info);
    }
    return StagedMessage.of(link, name, info, keywords(message), PendingSync.DONE);
  }

  private StagedMessage copy(StoredMessage message, Path file, UniqueName name, String info)
      throws IOException {
    try (var copy = new StagingFile(target.directory(), files, name)) {
      copy.copy(file);
      StagedMessage staged =
          copy.finish(
              info, keywords(message), Optional.of(Files.getLastModifiedTime(file).toInstant()));
      staged.content().await();
      return staged;
    }
  }

  /** The info of the copy; letters that are no flags of IMAP stay. */
  private String info(Path file) {
    String info = MaildirFileName.parse(file.getFileName().toString()).info();
    var flags = new Flags(MaildirFileName.flags(info), Set.of());
    Flags left = kept.apply(flags);
    return left.equals(flags) ? info : MaildirFileName.withFlags(info, left.system());
  }

  private Set<String> keywords(StoredMessage message) {
    return kept.apply(message.flags()).keywords();
  }
}
