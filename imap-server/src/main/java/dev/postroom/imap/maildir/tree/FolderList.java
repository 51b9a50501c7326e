package dev.postroom.imap.maildir.tree;

import dev.postroom.imap.mailbox.MailStore.ListedMailbox;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.SpecialUse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes the tree of names out of the flat directories of a Maildir. */
public final class FolderList {

  private FolderList() {}

  /**
   * The mailboxes and, as not selectable, the names above them that are no mailboxes.
   *
   * @param existing all mailboxes, INBOX among them
   * @param marked whether new mail waits in a mailbox, of those where that was looked up
   * @param uses what mailboxes are for, of those that have a special use
   */
  public static List<ListedMailbox> of(
      Set<MailboxName> existing,
      Map<MailboxName, Boolean> marked,
      Map<MailboxName, Set<SpecialUse>> uses) {
    var parents = new HashSet<MailboxName>();
    existing.forEach(name -> parents.addAll(name.parents()));
    var all = new TreeSet<>(existing);
    all.addAll(parents);
    var listed = new ArrayList<ListedMailbox>(all.size());
    for (MailboxName name : all) {
      listed.add(
          new ListedMailbox(
              name,
              existing.contains(name),
              parents.contains(name),
              Optional.ofNullable(marked.get(name)),
              uses.getOrDefault(name, Set.of())));
    }
    return listed;
  }
}
