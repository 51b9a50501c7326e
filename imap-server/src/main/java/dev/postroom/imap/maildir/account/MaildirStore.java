package dev.postroom.imap.maildir.account;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.Quota;
import dev.postroom.imap.mailbox.SpecialUse;
import dev.postroom.imap.mailbox.StatusItem;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.StagedMessage;
import dev.postroom.imap.maildir.folder.ChangeQueue;
import dev.postroom.imap.maildir.folder.Folder;
import dev.postroom.imap.maildir.folder.FolderStatus;
import dev.postroom.imap.maildir.folder.FolderWatcher;
import dev.postroom.imap.maildir.outbox.Outbox;
import dev.postroom.imap.maildir.tree.FolderList;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The mail of one user, in one Maildir. */
public final class MaildirStore implements MailStore {

  /** How often a folder is opened that is replaced each time. */
  private static final int MAX_OPENINGS = 5;

  private final Maildir maildir;
  private final MaildirAccess access;
  private final FolderWatcher watcher;
  private final Deletions deletions;
  private final Optional<Outbox> outbox;
  private final Runnable onClose;
  private boolean closed;

  /**
   * One session's use of a Maildir.
   *
   * @param access who uses it, and what for
   * @param watcher tells of changes by others
   * @param deletions hears of what is expunged
   * @param outbox the mailbox that sends, where one does
   * @param onClose called once, when the use ends
   */
  public MaildirStore(
      Maildir maildir,
      MaildirAccess access,
      FolderWatcher watcher,
      Deletions deletions,
      Optional<Outbox> outbox,
      Runnable onClose) {
    this.outbox = outbox;
    this.deletions = deletions;
    this.maildir = maildir;
    this.access = access;
    this.watcher = watcher;
    this.onClose = onClose;
  }

  @Override
  public List<ListedMailbox> list(boolean marksAll, Predicate<MailboxName> asked)
      throws MailboxException {
    try {
      Set<MailboxName> existing = maildir.tree().all();
      var marked = new HashMap<MailboxName, Boolean>();
      for (MailboxName name : marksAll ? existing : Set.of(MailboxName.INBOX)) {
        if (asked.test(name)) {
          marked.put(name, maildir.tree().hasNewMail(name));
        }
      }
      var uses = maildir.customaryUses().of(existing, maildir.specialUses().read());
      return FolderList.of(existing, marked, uses).stream()
          .filter(mailbox -> asked.test(mailbox.name()))
          .toList();
    } catch (IOException e) {
      throw StorageFailure.of("list the mailboxes", e);
    }
  }

  @Override
  public Set<MailboxName> subscriptions() throws MailboxException {
    try {
      return maildir.subscriptions().read();
    } catch (IOException e) {
      throw StorageFailure.of("read the subscriptions", e);
    }
  }

  @Override
  public void subscribe(MailboxName name) throws MailboxException {
    maildir.tree().requireValid(name);
    try {
      maildir.subscriptions().add(name);
    } catch (IOException e) {
      throw StorageFailure.of("subscribe to " + name, e);
    }
  }

  @Override
  public void unsubscribe(MailboxName name) throws MailboxException {
    try {
      maildir.subscriptions().remove(name);
    } catch (IOException e) {
      throw StorageFailure.of("unsubscribe from " + name, e);
    }
  }

  @Override
  public String create(MailboxName name, Set<SpecialUse> uses) throws MailboxException {
    if (uses.contains(SpecialUse.ALL) || uses.contains(SpecialUse.FLAGGED)) {
      throw new MailboxException(
          MailboxException.Reason.USE_ATTRIBUTE,
          "A folder holds its own messages only; none can show all, or all that are flagged.");
    }
    try {
      String mailboxId = maildir.tree().create(name);
      maildir.specialUses().set(name, uses);
      return mailboxId;
    } catch (IOException e) {
      throw StorageFailure.of("create mailbox " + name, e);
    }
  }

  @Override
  public void delete(MailboxName name) throws MailboxException {
    try {
      maildir.tree().delete(name);
      maildir.specialUses().set(name, Set.of());
      maildir.storage().quota().recount();
    } catch (IOException e) {
      throw StorageFailure.of("delete mailbox " + name, e);
    }
  }

  @Override
  public void rename(MailboxName from, MailboxName to) throws MailboxException {
    try {
      if (from.equals(MailboxName.INBOX)) {
        maildir.tree().create(to);
        moveAll(from, to);
      } else {
        maildir.tree().rename(from, to);
        maildir.specialUses().rename(from, to);
        // A folder that was or becomes Trash counts otherwise than before.
        maildir.storage().quota().recount();
      }
    } catch (IOException e) {
      throw StorageFailure.of("rename mailbox " + from + " to " + to, e);
    }
  }

  @Override
  public MailboxStatus status(MailboxName name, Set<StatusItem> wanted) throws MailboxException {
    FolderDirectory directory = maildir.tree().existing(name);
    Folder folder = maildir.folders().acquire(directory);
    try {
      Optional<MailboxStatus> known = folder.status(wanted);
      return known.isPresent()
          ? known.get()
          : FolderStatus.of(directory, maildir.storage(), wanted);
    } catch (IOException e) {
      throw StorageFailure.of("count the messages of " + name, e);
    } finally {
      maildir.folders().release(folder);
    }
  }

  /** Whether both are of the same directory, so that their quota and their locks are the same. */
  public boolean isOfSameMaildir(MaildirStore other) {
    return maildir.directory().equals(other.maildir.directory());
  }

  /** Whether there is such a mailbox. Refuses a name that none can have. */
  public boolean exists(MailboxName name) throws MailboxException {
    return maildir.tree().exists(name);
  }

  @Override
  public MaildirAccess accessControl() {
    return access;
  }

  @Override
  public Optional<Quota> quota() throws MailboxException {
    try {
      return maildir.storage().quota().quota();
    } catch (IOException e) {
      throw StorageFailure.of("read the quota", e);
    }
  }

  @Override
  public OpenMailbox select(MailboxName name, boolean readOnly) throws MailboxException {
    OpenMailbox opened = open(name, readOnly);
    // Another program may have replaced a folder that others have open: that showed only now.
    for (int attempt = 1; opened.isGone() && attempt < MAX_OPENINGS; attempt++) {
      opened.close();
      opened = open(name, readOnly);
    }
    return opened;
  }

  private OpenMailbox open(MailboxName name, boolean readOnly) throws MailboxException {
    Folder folder = maildir.folders().acquire(maildir.tree().existing(name));
    try {
      return OpenMailbox.join(name, this, folder, readOnly);
    } catch (IOException e) {
      maildir.folders().release(folder);
      throw StorageFailure.of("open mailbox " + name, e);
    }
  }

  @Override
  public Append append(MailboxName name) throws MailboxException {
    Folder folder = maildir.folders().acquire(maildir.tree().existing(name));
    return new MaildirAppend(
        folder,
        () -> maildir.folders().release(folder),
        maildir.storage().files(),
        beforeDelivery(name, folder));
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      onClose.run();
    }
  }

  /**
   * Copies messages of an open folder into a mailbox of this store, all or none.
   *
   * @param kept which of their flags the copies keep
   * @param isMove whether they go from another folder of this store, so that no quota is in the way
   */
  AssignedUids take(
      Folder source,
      SortedSet<Long> uids,
      MailboxName destination,
      UnaryOperator<Flags> kept,
      boolean isMove)
      throws MailboxException {
    Folder target = maildir.folders().acquire(maildir.tree().existing(destination));
    try {
      return new MessageCopy(
              source,
              target,
              maildir.storage().files(),
              kept,
              isMove,
              beforeDelivery(destination, target))
          .copy(uids);
    } catch (IOException e) {
      throw StorageFailure.of("copy messages to mailbox " + destination, e);
    } finally {
      maildir.folders().release(target);
    }
  }

  /** Moves messages of an open folder into a mailbox of this store, all or none. */
  AssignedUids takeAway(Folder source, SortedSet<Long> uids, MailboxName destination)
      throws MailboxException {
    if (sends(destination)) {
      return sendAway(source, uids, destination);
    }
    Folder target = maildir.folders().acquire(maildir.tree().existing(destination));
    try {
      return new MessageMove(source, target, maildir.storage().files()).move(uids);
    } catch (IOException e) {
      throw StorageFailure.of("move messages to mailbox " + destination, e);
    } finally {
      maildir.folders().release(target);
    }
  }

  /** What cannot be sent stays where it is. */
  private AssignedUids sendAway(Folder source, SortedSet<Long> uids, MailboxName destination)
      throws MailboxException {
    AssignedUids sent = take(source, uids, destination, UnaryOperator.identity(), true);
    try {
      source.remove(sent.sources());
      return sent;
    } catch (IOException e) {
      throw StorageFailure.of("remove messages that were sent from " + destination, e);
    }
  }

  private boolean sends(MailboxName name) {
    return outbox.filter(sending -> sending.mailbox().equals(name)).isPresent();
  }

  /** Messages are sent when there is room for them, so that none is sent and then refused. */
  private BeforeDelivery beforeDelivery(MailboxName name, Folder target) {
    if (!sends(name)) {
      return BeforeDelivery.NOTHING;
    }
    return messages -> {
      target.requireRoom(messages);
      outbox.get().send(messages.stream().map(StagedMessage::file).toList());
    };
  }

  void release(Folder folder) {
    maildir.folders().release(folder);
  }

  /** Who hears of messages that are expunged. */
  public Deletions deletions() {
    return deletions;
  }

  FolderWatcher watcher() {
    return watcher;
  }

  private void moveAll(MailboxName from, MailboxName to) throws MailboxException, IOException {
    Folder source = maildir.folders().acquire(maildir.tree().existing(from));
    Folder target = maildir.folders().acquire(maildir.tree().existing(to));
    var mover = new ChangeQueue(true);
    try {
      List<Long> uids = source.attendance().join(mover).stream().map(MessageState::uid).toList();
      new MessageMove(source, target, maildir.storage().files()).move(new TreeSet<>(uids));
    } finally {
      source.attendance().leave(mover);
      maildir.folders().release(source);
      maildir.folders().release(target);
    }
  }
}
