package dev.postroom.imap.maildir.account;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.MailStore.AssignedUids;
import dev.postroom.imap.mailbox.MailboxChange;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxException.Reason;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.mailbox.UidRange;
import dev.postroom.imap.mailbox.acl.Rights;
import dev.postroom.imap.maildir.files.MailboxId;
import dev.postroom.imap.maildir.folder.ChangeQueue;
import dev.postroom.imap.maildir.folder.Folder;
import dev.postroom.imap.maildir.keywords.FolderKeywords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** One session's hold on an open folder. */
public final class OpenMailbox implements SelectedMailbox {

  private final MailboxName name;
  private final MaildirStore store;
  private final Folder folder;
  private final ChangeQueue queue;
  private final long uidValidity;
  private final String mailboxId;

  /** What the session found when it came, until it takes it. */
  private Optional<List<MessageState>> messages;

  private boolean listening;
  private boolean closed;

  private OpenMailbox(
      MailboxName name,
      MaildirStore store,
      Folder folder,
      ChangeQueue queue,
      List<MessageState> messages,
      long uidValidity,
      String mailboxId) {
    this.name = name;
    this.store = store;
    this.folder = folder;
    this.queue = queue;
    this.messages = Optional.of(messages);
    this.uidValidity = uidValidity;
    this.mailboxId = mailboxId;
  }

  /** Lets a session into a folder, which it gives back when it closes the mailbox. */
  static OpenMailbox join(MailboxName name, MaildirStore store, Folder folder, boolean readOnly)
      throws IOException {
    var queue = new ChangeQueue(readOnly);
    List<MessageState> messages = folder.attendance().join(queue);
    long uidValidity = folder.uidValidity();
    String mailboxId = MailboxId.of(folder.directory(), uidValidity);
    return new OpenMailbox(name, store, folder, queue, messages, uidValidity, mailboxId);
  }

  @Override
  public MailboxName name() {
    return name;
  }

  @Override
  public boolean readOnly() {
    return queue.readOnly();
  }

  /** Whether its folder was deleted, renamed or replaced: it has no messages any more. */
  boolean isGone() {
    return folder.isGone();
  }

  @Override
  public Optional<Rights> rights() {
    return Optional.empty();
  }

  @Override
  public long uidValidity() {
    return uidValidity;
  }

  @Override
  public long uidNext() {
    return folder.uidNext();
  }

  @Override
  public long highestModSeq() {
    return folder.highestModSeq();
  }

  @Override
  public String mailboxId() {
    return mailboxId;
  }

  @Override
  public List<MessageState> messages() {
    List<MessageState> taken =
        messages.orElseThrow(
            () ->
                new IllegalStateException(
                    "the messages of " + name + " were taken already, later ones are changes"));
    messages = Optional.empty();
    return taken;
  }

  @Override
  public Set<String> keywords() {
    return folder.keywords();
  }

  @Override
  public boolean newKeywordsAllowed() {
    return folder.keywordsAllowed() && keywords().size() < FolderKeywords.MAX_DISTINCT;
  }

  @Override
  public void refresh() throws MailboxException {
    try {
      folder.attendance().refresh(queue);
    } catch (IOException e) {
      throw StorageFailure.of("read mailbox " + name, e);
    }
  }

  @Override
  public List<MailboxChange> changes() {
    return folder.attendance().changes(queue);
  }

  @Override
  public void onChange(Runnable listener) {
    boolean wasListening = listening;
    listening = listener != null;
    folder.attendance().listen(queue, listener);
    if (listening && !wasListening) {
      store.watcher().watch(folder);
    }
    if (!listening && wasListening) {
      store.watcher().unwatch(folder);
    }
  }

  @Override
  public Optional<MessageContent> content(long uid) {
    return folder.find(uid).map(message -> new MaildirContent(folder, message));
  }

  @Override
  public Stored store(SortedSet<Long> uids, FlagChange change, OptionalLong unchangedSince)
      throws MailboxException {
    requireWritable();
    try {
      return folder.store(uids, change, unchangedSince, queue);
    } catch (IOException e) {
      throw StorageFailure.of("change flags in " + name, e);
    }
  }

  @Override
  public List<UidRange> vanishedSince(long modSeq, List<UidRange> known) {
    return folder.vanishedSince(modSeq, known);
  }

  /** The messages that are marked as deleted, of these or of all. */
  public SortedSet<Long> deleted(Optional<SortedSet<Long>> only) {
    return folder.deleted(only);
  }

  @Override
  public void expunge(Optional<SortedSet<Long>> only) throws MailboxException {
    requireWritable();
    try {
      folder.expunge(only).forEach(file -> store.deletions().expunged(file, false));
    } catch (IOException e) {
      throw StorageFailure.of("expunge " + name, e);
    }
  }

  @Override
  public AssignedUids move(SortedSet<Long> uids, MailboxName destination) throws MailboxException {
    return move(uids, store, destination);
  }

  /**
   * Moves messages, to another Maildir maybe.
   *
   * @param target the mail that has the destination
   */
  public AssignedUids move(SortedSet<Long> uids, MaildirStore target, MailboxName destination)
      throws MailboxException {
    requireWritable();
    return target.takeAway(folder, uids, destination);
  }

  @Override
  public AssignedUids copy(SortedSet<Long> uids, MailboxName destination) throws MailboxException {
    return copy(uids, store, destination, UnaryOperator.identity());
  }

  /**
   * Copies messages, to another Maildir maybe.
   *
   * @param target the mail that has the destination
   * @param kept which of their flags the copies keep
   */
  public AssignedUids copy(
      SortedSet<Long> uids, MaildirStore target, MailboxName destination, UnaryOperator<Flags> kept)
      throws MailboxException {
    return target.take(folder, uids, destination, kept, false);
  }

  /**
   * Moves messages by copying and then removing them, with those flags that are kept.
   *
   * @param gone is told of the files that they were
   */
  public AssignedUids copyAway(
      SortedSet<Long> uids,
      MaildirStore target,
      MailboxName destination,
      UnaryOperator<Flags> kept,
      Consumer<Path> gone)
      throws MailboxException {
    requireWritable();
    boolean isWithin = target.isOfSameMaildir(store);
    AssignedUids copied = target.take(folder, uids, destination, kept, isWithin);
    try {
      folder.remove(copied.sources()).forEach(gone);
    } catch (IOException e) {
      throw StorageFailure.of("remove messages from " + name + " that were copied", e);
    }
    return copied;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    onChange(null);
    folder.attendance().leave(queue);
    store.release(folder);
  }

  private void requireWritable() throws MailboxException {
    if (queue.readOnly()) {
      throw new MailboxException(Reason.NO_PERMISSION, "The mailbox is open read-only.");
    }
  }
}
