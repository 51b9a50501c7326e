package dev.postroom.imap.maildir.guard;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.MailStore.Append;
import dev.postroom.imap.mailbox.MailStore.AssignedUids;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.acl.FlagRights;
import dev.postroom.imap.mailbox.acl.Rights;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/**
 * An APPEND that keeps of the flags those that the user may set.
 *
 * @param append does all else
 * @param rights at the mailbox
 * @param afterwards called when it ends
 */
record GuardedAppend(Append append, Rights rights, Runnable afterwards) implements Append {

  @Override
  public void add(Flags flags, Optional<Instant> internalDate, InputStream message)
      throws MailboxException, IOException {
    append.add(new FlagRights(rights).permitted(flags), internalDate, message);
  }

  @Override
  public AssignedUids commit() throws MailboxException {
    try {
      return GuardedMailStore.told(rights, append.commit());
    } finally {
      afterwards.run();
    }
  }

  @Override
  public void close() {
    append.close();
    afterwards.run();
  }
}
