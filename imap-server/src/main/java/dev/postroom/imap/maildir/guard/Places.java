package dev.postroom.imap.maildir.guard;

import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;

/** Knows in which account a user's mailboxes are. */
@FunctionalInterface
public interface Places {

  /**
   * Where a mailbox is, or would be.
   *
   * @throws MailboxException when no account that shares its mail has such names
   */
  Place of(MailboxName name) throws MailboxException;
}
