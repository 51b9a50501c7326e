package dev.postroom.imap.session.dialogue;

import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.acl.AccessControl;
import dev.postroom.imap.mailbox.acl.AccessControlList;
import dev.postroom.imap.mailbox.acl.Accessor;
import dev.postroom.imap.mailbox.acl.AclChange;
import dev.postroom.imap.mailbox.acl.Rights;
import java.util.HashMap;
import java.util.Map;

/** Lists in memory; nothing is refused. */
final class MemoryAccessControl implements AccessControl {

  private final String user;
  private final Map<MailboxName, AccessControlList> lists = new HashMap<>();

  MemoryAccessControl(String user) {
    this.user = user;
  }

  @Override
  public Rights rights(MailboxName name) {
    return list(name).rightsOf(Accessor.owner(user));
  }

  @Override
  public AccessControlList list(MailboxName name) {
    return lists.getOrDefault(name, AccessControlList.DEFAULT);
  }

  @Override
  public void change(MailboxName name, AclChange change) {
    lists.put(name, change.applyTo(list(name)));
  }

  @Override
  public String owner(MailboxName name) {
    return user;
  }
}
