package dev.postroom.imap.maildir.guard;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailStore.Append;
import dev.postroom.imap.mailbox.MailStore.AssignedUids;
import dev.postroom.imap.mailbox.MailStore.ListedMailbox;
import dev.postroom.imap.mailbox.MailStore.MailboxStatus;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxException.Reason;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.Quota;
import dev.postroom.imap.mailbox.SpecialUse;
import dev.postroom.imap.mailbox.StatusItem;
import dev.postroom.imap.mailbox.acl.AccessControl;
import dev.postroom.imap.mailbox.acl.AccessControlList;
import dev.postroom.imap.mailbox.acl.AclChange;
import dev.postroom.imap.mailbox.acl.FlagRights;
import dev.postroom.imap.mailbox.acl.Right;
import dev.postroom.imap.mailbox.acl.Rights;
import dev.postroom.imap.maildir.account.MaildirStore;
import dev.postroom.imap.maildir.account.OpenMailbox;
import dev.postroom.imap.maildir.tree.AclFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Predicate;

/**
 * Lets a user do with the mailboxes of one account what he has the rights for, and nothing else.
 * Names are those within the account; refusals have those that the user knows.
 */
public final class GuardedMailStore {

  /** Without any of these a mailbox is selected read-only. */
  private static final Rights TO_CHANGE =
      Rights.of(Right.INSERT, Right.EXPUNGE, Right.SEEN, Right.WRITE, Right.DELETE_MESSAGES);

  /** Who has none of these is not told of his rights either (RFC 4314 section 4). */
  private static final Rights TO_BE_TOLD =
      Rights.of(
          Right.LOOKUP,
          Right.READ,
          Right.INSERT,
          Right.CREATE,
          Right.DELETE_MAILBOX,
          Right.EXPUNGE,
          Right.ADMINISTER);

  private final MaildirStore store;
  private final TrashPolicy trash;
  private final MountPoint mount;
  private final Places places;

  /**
   * @param mount where the user finds the account
   * @param places finds the other mailboxes that the user has
   */
  public GuardedMailStore(MaildirStore store, TrashPolicy trash, MountPoint mount, Places places) {
    this.store = store;
    this.trash = trash;
    this.mount = mount;
    this.places = places;
  }

  /** Those of the mailboxes asked for that the user may see (right {@code l}). */
  public List<ListedMailbox> list(boolean marksAll, Predicate<MailboxName> asked)
      throws MailboxException {
    var visible = new ArrayList<ListedMailbox>();
    for (ListedMailbox mailbox : store.list(marksAll, asked)) {
      // A name that is no mailbox shows only that there is something below it.
      if (!mailbox.selectable() || store.accessControl().rights(mailbox.name()).has(Right.LOOKUP)) {
        visible.add(mailbox);
      }
    }
    return visible;
  }

  /** See {@link MaildirStore#subscriptions}; needs no right. */
  public Set<MailboxName> subscriptions() throws MailboxException {
    return store.subscriptions();
  }

  /** See {@link MaildirStore#subscribe}; needs no right. */
  public void subscribe(MailboxName name) throws MailboxException {
    store.subscribe(name);
  }

  /** See {@link MaildirStore#unsubscribe}; needs no right. */
  public void unsubscribe(MailboxName name) throws MailboxException {
    store.unsubscribe(name);
  }

  /** Tells the MAILBOXID that the user knows it by. */
  public String create(MailboxName name, Set<SpecialUse> uses) throws MailboxException {
    requireCreate("CREATE", name);
    String mailboxId = store.create(name, uses);
    // So that it has its own list from the beginning, whatever becomes of its parent's.
    store.accessControl().list(name);
    return mount.mailboxId(mailboxId);
  }

  /** Deletes a mailbox (right {@code x}), unless it is Trash. */
  public void delete(MailboxName name) throws MailboxException {
    require(Right.DELETE_MAILBOX, "DELETE", name);
    if (name.equals(trash.folder())) {
      throw new MailboxException(Reason.CANNOT, "Cannot delete this folder.");
    }
    store.delete(name);
  }

  /** Renames a mailbox (right {@code x} here, {@code c} there), unless it is Trash. */
  public void rename(MailboxName from, MailboxName to) throws MailboxException {
    Rights rights = store.accessControl().rightsAbove(from);
    require(rights, Right.DELETE_MAILBOX, "RENAME", told(from));
    requireCreate("RENAME", to);
    if (from.equals(trash.folder())) {
      throw new MailboxException(Reason.CANNOT, "Reserved folder name - cannot rename.");
    }
    store.rename(from, to);
  }

  /** What STATUS tells (right {@code r}), under the name that the user knows it by. */
  public MailboxStatus status(MailboxName name, Set<StatusItem> wanted) throws MailboxException {
    require(Right.READ, "STATUS", name);
    return mount.told(store.status(name, wanted));
  }

  /** The quota of the account; needs no right. */
  public Optional<Quota> quota() throws MailboxException {
    return store.quota();
  }

  /** Opens a mailbox (right {@code r}); read-only when no right allows to change it. */
  public GuardedMailbox select(MailboxName name, boolean readOnly) throws MailboxException {
    Rights rights = store.accessControl().rights(name);
    require(rights, Right.READ, "SELECT/EXAMINE", told(name));
    boolean unchangeable = readOnly || !rights.hasAny(TO_CHANGE);
    return new GuardedMailbox(store.select(name, unchangeable), rights, this);
  }

  public Append append(MailboxName name) throws MailboxException {
    Rights rights = store.accessControl().rights(name);
    require(rights, Right.INSERT, "APPEND", told(name));
    return new GuardedAppend(store.append(name), rights, this::leave);
  }

  /** Whether what is expunged in a mailbox goes to Trash. */
  boolean keepsExpunged(MailboxName name) {
    return trash.takesExpunged() && !name.equals(trash.folder());
  }

  /**
   * Moves messages to Trash, which is made where it is not there yet. They lose {@code \Deleted}
   * and {@code \Draft}, as in Courier.
   */
  void moveToTrash(OpenMailbox source, SortedSet<Long> uids) throws MailboxException {
    if (!store.exists(trash.folder())) {
      store.create(trash.folder());
    }
    Flags dropped = Flags.of(SystemFlag.DELETED, SystemFlag.DRAFT);
    source.copyAway(
        uids,
        store,
        trash.folder(),
        flags -> flags.minus(dropped),
        file -> store.deletions().expunged(file, true));
  }

  /** The lists of rights, as far as the user may see and change them. */
  public AccessControl accessControl() {
    return new Guarded();
  }

  /** Where the user finds this account. */
  public MountPoint mount() {
    return mount;
  }

  /** Whether both are the same account, though the user may know it by two names. */
  public boolean isOfSameAccount(GuardedMailStore other) {
    return store.isOfSameMaildir(other.store);
  }

  /** Where a mailbox is, by the name that the user knows. */
  Place place(MailboxName told) throws MailboxException {
    return places.of(told);
  }

  /** Ends one use of another's account; his own the user has until the session ends. */
  public void leave() {
    if (!mount.isOwn()) {
      store.close();
    }
  }

  /** Ends the use of the account. */
  public void close() {
    store.close();
  }

  /** Copies messages of a selected mailbox, with those flags that the user may set there. */
  AssignedUids copy(OpenMailbox source, SortedSet<Long> uids, MailboxName destination)
      throws MailboxException {
    Rights rights = store.accessControl().rights(destination);
    require(rights, Right.INSERT, "COPY", told(destination));
    return told(rights, source.copy(uids, store, destination, new FlagRights(rights)::permitted));
  }

  /**
   * Moves messages of a selected mailbox. Where the user may not set all flags at the destination,
   * messages are copied and then removed, so that none gets there with other flags than his.
   */
  AssignedUids move(OpenMailbox source, SortedSet<Long> uids, MailboxName destination)
      throws MailboxException {
    Rights rights = store.accessControl().rights(destination);
    require(rights, Right.INSERT, "MOVE", told(destination));
    var permitted = new FlagRights(rights);
    return told(
        rights,
        permitted.permitAll()
            ? source.move(uids, store, destination)
            : source.copyAway(uids, store, destination, permitted::permitted, _ -> {}));
  }

  /** Who may only put messages into a mailbox learns nothing of what is in it. */
  static AssignedUids told(Rights rights, AssignedUids assigned) {
    return rights.has(Right.READ) ? assigned : assigned.withoutDestinations();
  }

  /**
   * @param command as the refusal calls it
   * @param what the mailbox, as the refusal calls it
   */
  public static void require(Rights rights, Right right, String command, String what)
      throws MailboxException {
    if (!rights.has(right)) {
      throw new MailboxException(
          Reason.NO_PERMISSION,
          "Access denied for %s on %s (ACL \"%s\" required)"
              .formatted(command, what, right.letter()));
    }
  }

  private void require(Right right, String command, MailboxName name) throws MailboxException {
    require(store.accessControl().rights(name), right, command, told(name));
  }

  private String told(MailboxName name) {
    return mount.outside(name).value();
  }

  /** A mailbox is made by who may create below its parent. */
  private void requireCreate(String command, MailboxName name) throws MailboxException {
    if (name.value().indexOf(MailboxName.SEPARATOR) < 0) {
      // No mailbox can be made there; the store has the words for it.
      return;
    }
    MailboxName parent = AclFiles.parent(name);
    Rights rights = store.accessControl().rightsAbove(parent);
    require(rights, Right.CREATE, command, told(parent));
  }

  /** The lists, for who may see and change them. */
  private final class Guarded implements AccessControl {

    @Override
    public Rights rights(MailboxName name) throws MailboxException {
      Rights rights = store.accessControl().rights(name);
      if (!rights.hasAny(TO_BE_TOLD)) {
        require(rights, Right.ADMINISTER, "GETACL", told(name));
      }
      return rights;
    }

    @Override
    public AccessControlList list(MailboxName name) throws MailboxException {
      require(Right.ADMINISTER, "GETACL", name);
      return store.accessControl().list(name);
    }

    @Override
    public void change(MailboxName name, AclChange change) throws MailboxException {
      require(Right.ADMINISTER, "SETACL", name);
      store.accessControl().change(name, change);
    }

    @Override
    public String owner(MailboxName name) {
      return store.accessControl().owner(name);
    }
  }
}
