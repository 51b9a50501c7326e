package dev.postroom.imap.session.mailboxes;

import dev.postroom.imap.mailbox.MailStore.ListedMailbox;
import java.util.List;

/** The attributes of a mailbox in LIST and LSUB (RFC 3501 section 7.2.2, RFC 3348). */
final class ListAttributes {

  private ListAttributes() {}

  /** Whether it can be selected, and whether new mail waits in it. */
  static void selectability(ListedMailbox mailbox, String whenNot, List<String> attributes) {
    if (!mailbox.selectable()) {
      attributes.add(whenNot);
    }
    mailbox.marked().map(marked -> marked ? "\\Marked" : "\\Unmarked").ifPresent(attributes::add);
  }

  /**
   * Whether there are mailboxes below it.
   *
   * @param obsoleteClient whether clients do not know CHILDREN (IMAP_OBSOLETE_CLIENT): they are
   *     told instead that below a mailbox without children there can be none
   */
  static void children(boolean hasChildren, boolean obsoleteClient, List<String> attributes) {
    if (!obsoleteClient) {
      attributes.add(hasChildren ? "\\HasChildren" : "\\HasNoChildren");
    } else if (!hasChildren) {
      attributes.add("\\NoInferiors");
    }
  }
}
