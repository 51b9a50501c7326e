package dev.postroom.imap.maildir;

import dev.postroom.imap.mailbox.MailStore.ListedMailbox;
import dev.postroom.imap.mailbox.MailboxName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes the tree of names out of the flat directories of a Maildir. */
final class FolderList {

  private FolderList() {}

  /**
   * The mailboxes and, as not selectable, the names above them that are no mailboxes.
   *
   * @param existing all mailboxes, INBOX among them
   * @param inboxMarked whether new mail waits in INBOX; of others this is not looked up, as in
   *     Courier unless IMAP_CHECK_ALL_FOLDERS is set
   */
  static List<ListedMailbox> of(Set<MailboxName> existing, boolean inboxMarked) {
    var parents = new TreeSet<MailboxName>();
    for (MailboxName name : existing) {
      parents(name, parents);
    }
    var all = new TreeSet<>(existing);
    all.addAll(parents);
    var listed = new ArrayList<ListedMailbox>(all.size());
    for (MailboxName name : all) {
      listed.add(
          new ListedMailbox(
              name,
              existing.contains(name),
              parents.contains(name),
              name.equals(MailboxName.INBOX) ? Optional.of(inboxMarked) : Optional.empty()));
    }
    return listed;
  }

  private static void parents(MailboxName name, Set<MailboxName> parents) {
    String value = name.value();
    int end = value.lastIndexOf(MailboxName.SEPARATOR);
    while (end > 0 && parents.add(new MailboxName(value.substring(0, end)))) {
      end = value.lastIndexOf(MailboxName.SEPARATOR, end - 1);
    }
  }
}
