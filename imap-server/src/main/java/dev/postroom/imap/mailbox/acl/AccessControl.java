package dev.postroom.imap.mailbox.acl;

import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;

/** The lists of the mailboxes of a store, for one user of it. */
public interface AccessControl {

  /** What the user may do with a mailbox. */
  Rights rights(MailboxName name) throws MailboxException;

  /** The whole list of a mailbox, for who may administer it. */
  AccessControlList list(MailboxName name) throws MailboxException;

  /** Changes the list of a mailbox, for who may administer it. */
  void change(MailboxName name, AclChange change) throws MailboxException;

  /** The name of the account that a mailbox is in; it cannot lose the right to administer it. */
  String owner(MailboxName name) throws MailboxException;
}
