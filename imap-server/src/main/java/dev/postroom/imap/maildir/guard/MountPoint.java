package dev.postroom.imap.maildir.guard;

import dev.postroom.imap.mailbox.MailStore.MailboxStatus;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.maildir.files.MailboxId;

/**
 * Where a user finds the mailboxes of an account.
 *
 * @param root what the account's INBOX is called: INBOX in his own, {@code #shared.ben} in Ben's
 */
public record MountPoint(MailboxName root) {

  /** The user's own account. */
  public static final MountPoint OWN = new MountPoint(MailboxName.INBOX);

  boolean isOwn() {
    return equals(OWN);
  }

  /** The name within the account. */
  public MailboxName inside(MailboxName told) {
    return told.moved(root, MailboxName.INBOX);
  }

  /** The name that the user knows. */
  public MailboxName outside(MailboxName name) {
    return name.moved(MailboxName.INBOX, root);
  }

  /**
   * An id that no mailbox of another account has as well (RFC 8474 section 4). It is the same for
   * all who find the account here.
   */
  String mailboxId(String within) {
    return isOwn() ? within : "S" + MailboxId.hash(root + " " + within);
  }

  /** What a status tells the user. */
  MailboxStatus told(MailboxStatus status) {
    return new MailboxStatus(
        status.messages(),
        status.recent(),
        status.uidNext(),
        status.uidValidity(),
        status.unseen(),
        status.deleted(),
        status.size(),
        status.highestModSeq(),
        mailboxId(status.mailboxId()));
  }
}
