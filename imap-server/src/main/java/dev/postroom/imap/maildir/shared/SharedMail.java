package dev.postroom.imap.maildir.shared;

import dev.postroom.imap.mailbox.MailStore.ListedMailbox;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.maildir.guard.GuardedMailStore;
import dev.postroom.imap.maildir.guard.Place;
import dev.postroom.imap.maildir.guard.Places;
import dev.postroom.imap.maildir.tree.FolderList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/**
 * What other accounts share with one user. Each account is open only while something is done with
 * it, so that who looks at all of them holds none.
 */
public final class SharedMail {

  private static final Logger LOG = Logger.getLogger(SharedMail.class);

  private final Optional<SharedAccounts> accounts;
  private final Opener opener;

  /** Opens an account for the user, who {@linkplain GuardedMailStore#leave leaves} it. */
  @FunctionalInterface
  public interface Opener {
    /** Empty for the user's own account and for one that is out of reach. */
    Optional<GuardedMailStore> open(SharedAccount account, Places places) throws MailboxException;
  }

  /**
   * @param accounts empty when nobody shares anything with the user
   */
  public SharedMail(Optional<SharedAccounts> accounts, Opener opener) {
    this.accounts = accounts;
    this.opener = opener;
  }

  /** Whether the site has an index of accounts that this user may look into. */
  boolean isPossible() {
    return accounts.filter(SharedAccounts::exist).isPresent();
  }

  /** Where a mailbox is; empty when no account within reach has such names. */
  Optional<Place> find(MailboxName name, Places places) throws MailboxException {
    Optional<SharedAccount> account = accounts.flatMap(all -> all.owning(name));
    return account.isEmpty()
        ? Optional.empty()
        : opener
            .open(account.get(), places)
            .map(store -> new Place(store, store.mount().inside(name)));
  }

  /** The mailboxes that the user may see, and the names above them. */
  List<ListedMailbox> list(boolean marksAll, Places places) {
    var visible = new TreeSet<MailboxName>();
    var marked = new HashMap<MailboxName, Boolean>();
    for (SharedAccount account : accounts.map(SharedAccounts::all).orElse(List.of())) {
      try {
        addVisible(opener.open(account, places), marksAll, visible, marked);
      } catch (MailboxException e) {
        // One account that fails does not hide the others.
        LOG.warnf(e, "ERR: %s is not listed: %s", account.root(), e.getMessage());
      }
    }
    // What a folder is for is its owner's affair.
    return FolderList.of(visible, marked, Map.of()).stream()
        .filter(mailbox -> mailbox.name().isShared())
        .toList();
  }

  private static void addVisible(
      Optional<GuardedMailStore> account,
      boolean marksAll,
      Set<MailboxName> visible,
      Map<MailboxName, Boolean> marked)
      throws MailboxException {
    if (account.isEmpty()) {
      return;
    }
    GuardedMailStore store = account.get();
    try {
      // All: what is below a name, the user may only be told as far as he may see it.
      for (ListedMailbox mailbox : store.list(marksAll, _ -> true)) {
        // Names above folders that the user may not see would tell of those.
        if (mailbox.selectable()) {
          MailboxName name = store.mount().outside(mailbox.name());
          visible.add(name);
          mailbox.marked().filter(_ -> marksAll).ifPresent(mark -> marked.put(name, mark));
        }
      }
    } finally {
      store.leave();
    }
  }
}
