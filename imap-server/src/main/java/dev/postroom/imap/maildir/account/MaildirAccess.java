package dev.postroom.imap.maildir.account;

import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxException.Reason;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.acl.AccessControl;
import dev.postroom.imap.mailbox.acl.AccessControlList;
import dev.postroom.imap.mailbox.acl.Accessor;
import dev.postroom.imap.mailbox.acl.AclChange;
import dev.postroom.imap.mailbox.acl.Rights;
import dev.postroom.imap.maildir.files.DotLock;
import java.io.IOException;

/** The lists of one Maildir, for one user of it; that he may see or change them is not asked. */
public final class MaildirAccess implements AccessControl {

  private final Maildir maildir;
  private final Accessor accessor;
  private final String owner;

  /**
   * @param accessor who uses the Maildir
   * @param owner the name of the account it belongs to
   */
  public MaildirAccess(Maildir maildir, Accessor accessor, String owner) {
    this.maildir = maildir;
    this.accessor = accessor;
    this.owner = owner;
  }

  @Override
  public Rights rights(MailboxName name) throws MailboxException {
    return list(name).rightsOf(accessor);
  }

  /** What he may do with a name that need not be a mailbox, such as the parent of one. */
  public Rights rightsAbove(MailboxName name) throws MailboxException {
    return read(name).rightsOf(accessor);
  }

  @Override
  public AccessControlList list(MailboxName name) throws MailboxException {
    maildir.tree().existing(name);
    return read(name);
  }

  @Override
  public void change(MailboxName name, AclChange change) throws MailboxException {
    maildir.tree().existing(name);
    try (DotLock.Held _ = maildir.storage().locks().acquire(maildir.directory().lock())) {
      AccessControlList list = change.applyTo(maildir.acls().read(name));
      if (!list.isSound(owner)) {
        throw new MailboxException(Reason.CANNOT, "Cannot modify ACLs on this mailbox.");
      }
      maildir.acls().write(name, list);
    } catch (IOException e) {
      throw StorageFailure.of("change the access to " + name, e);
    }
  }

  @Override
  public String owner(MailboxName name) {
    return owner;
  }

  private AccessControlList read(MailboxName name) throws MailboxException {
    try {
      return maildir.acls().read(name);
    } catch (IOException e) {
      throw StorageFailure.of("read who may use " + name, e);
    }
  }
}
