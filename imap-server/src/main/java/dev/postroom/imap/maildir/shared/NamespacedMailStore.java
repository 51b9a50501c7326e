package dev.postroom.imap.maildir.shared;

import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxException.Reason;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.Quota;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.mailbox.SpecialUse;
import dev.postroom.imap.mailbox.StatusItem;
import dev.postroom.imap.mailbox.acl.AccessControl;
import dev.postroom.imap.mailbox.acl.AccessControlList;
import dev.postroom.imap.mailbox.acl.AclChange;
import dev.postroom.imap.mailbox.acl.Right;
import dev.postroom.imap.mailbox.acl.Rights;
import dev.postroom.imap.maildir.account.MaildirStore;
import dev.postroom.imap.maildir.guard.GuardedMailStore;
import dev.postroom.imap.maildir.guard.MountPoint;
import dev.postroom.imap.maildir.guard.Place;
import dev.postroom.imap.maildir.guard.TrashPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * All mail that a user has: his own below INBOX, and below {@code #shared} what other accounts
 * share with him. It finds the account that has a mailbox, which does the work.
 */
public final class NamespacedMailStore implements MailStore {

  private final GuardedMailStore own;
  private final SharedMail shared;

  /**
   * @param own the user's account
   * @param trash what becomes of his deleted mail
   * @param shared the others'
   */
  public NamespacedMailStore(MaildirStore own, TrashPolicy trash, SharedMail shared) {
    this.own = new GuardedMailStore(own, trash, MountPoint.OWN, this::place);
    this.shared = shared;
  }

  @Override
  public List<ListedMailbox> list(boolean marksAll, Predicate<MailboxName> asked)
      throws MailboxException {
    return own.list(marksAll, asked);
  }

  @Override
  public boolean sharedMailboxesPossible() {
    return shared.isPossible();
  }

  @Override
  public List<ListedMailbox> listShared(boolean marksAll) {
    return shared.list(marksAll, this::place);
  }

  @Override
  public Set<MailboxName> subscriptions() throws MailboxException {
    return own.subscriptions();
  }

  @Override
  public void subscribe(MailboxName name) throws MailboxException {
    own.subscribe(name);
  }

  @Override
  public void unsubscribe(MailboxName name) throws MailboxException {
    own.unsubscribe(name);
  }

  @Override
  public String create(MailboxName name, Set<SpecialUse> uses) throws MailboxException {
    if (!name.isShared()) {
      return own.create(name, uses);
    }
    if (!uses.isEmpty()) {
      throw new MailboxException(
          Reason.USE_ATTRIBUTE, "What a mailbox of another account is for, its owner says.");
    }
    try (Place place = placeOfNew(name)) {
      return place.store().create(place.name(), uses);
    }
  }

  @Override
  public void delete(MailboxName name) throws MailboxException {
    try (Place place = place(name)) {
      place.store().delete(place.name());
    }
  }

  @Override
  public void rename(MailboxName from, MailboxName to) throws MailboxException {
    try (Place source = place(from);
        Place target = place(to)) {
      if (!source.store().isOfSameAccount(target.store())) {
        throw new MailboxException(Reason.CANNOT, "Cannot move a folder to a different account.");
      }
      source.store().rename(source.name(), target.name());
    }
  }

  @Override
  public MailboxStatus status(MailboxName name, Set<StatusItem> wanted) throws MailboxException {
    try (Place place = place(name)) {
      return place.store().status(place.name(), wanted);
    }
  }

  @Override
  public AccessControl accessControl() {
    return new Routed();
  }

  @Override
  public Optional<Quota> quota() throws MailboxException {
    return own.quota();
  }

  @Override
  public SelectedMailbox select(MailboxName name, boolean readOnly) throws MailboxException {
    Place place = place(name);
    try {
      return place.store().select(place.name(), readOnly);
    } catch (MailboxException | RuntimeException e) {
      place.close();
      throw e;
    }
  }

  @Override
  public Append append(MailboxName name) throws MailboxException {
    Place place = place(name);
    try {
      return place.store().append(place.name());
    } catch (MailboxException | RuntimeException e) {
      place.close();
      throw e;
    }
  }

  @Override
  public void close() {
    own.close();
  }

  private Place place(MailboxName name) throws MailboxException {
    if (!name.isShared()) {
      return new Place(own, name);
    }
    return shared
        .find(name, this::place)
        .orElseThrow(
            () ->
                new MailboxException(
                    Reason.NONEXISTENT, "Mailbox does not exist, or must be subscribed to."));
  }

  /** Accounts are made by administrators: their names are nobody's to create in. */
  private Place placeOfNew(MailboxName name) throws MailboxException {
    Optional<Place> place = shared.find(name, this::place);
    if (place.isEmpty()) {
      GuardedMailStore.require(Rights.NONE, Right.CREATE, "CREATE", name.value());
    }
    return place.orElseThrow();
  }

  /** The lists of all accounts. */
  private final class Routed implements AccessControl {

    @Override
    public Rights rights(MailboxName name) throws MailboxException {
      try (Place place = place(name)) {
        return place.store().accessControl().rights(place.name());
      }
    }

    @Override
    public AccessControlList list(MailboxName name) throws MailboxException {
      try (Place place = place(name)) {
        return place.store().accessControl().list(place.name());
      }
    }

    @Override
    public void change(MailboxName name, AclChange change) throws MailboxException {
      try (Place place = place(name)) {
        place.store().accessControl().change(place.name(), change);
      }
    }

    @Override
    public String owner(MailboxName name) throws MailboxException {
      try (Place place = place(name)) {
        return place.store().accessControl().owner(place.name());
      }
    }
  }
}
