package dev.postroom.imap.session.mailboxes;

import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailStore.ListedMailbox;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.session.state.SessionScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads no more of the tree of names than is asked for: other accounts' mail costs the most. */
final class MailboxListing {

  private final MailStore store;
  private final boolean marksAll;

  MailboxListing(SessionScope session, MailStore store) {
    this.store = store;
    this.marksAll = session.settings().list().marksAll();
  }

  /**
   * The mailboxes that match one of the patterns, and maybe others.
   *
   * @param alsoBelow whether those below them are asked for as well, whatever they match
   */
  List<ListedMailbox> of(Collection<ListPattern> patterns, boolean alsoBelow)
      throws MailboxException {
    var listed = new ArrayList<ListedMailbox>();
    if (!patterns.stream().allMatch(ListPattern::asksForShared)) {
      listed.addAll(
          store.list(
              marksAll,
              name -> alsoBelow || patterns.stream().anyMatch(pattern -> pattern.matches(name))));
    }
    if (patterns.stream().anyMatch(ListPattern::asksForShared)) {
      listed.addAll(store.listShared(marksAll));
    }
    return listed;
  }

  /** The mailboxes among which one is. */
  List<ListedMailbox> around(MailboxName name) throws MailboxException {
    return name.isShared() ? store.listShared(marksAll) : store.list(marksAll, name::equals);
  }
}
