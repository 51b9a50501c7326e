package dev.postroom.imap.session;

import dev.postroom.imap.auth.Account;
import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailboxException;

/** Opens the mail of who has logged in. May block; called from a virtual thread. */
@FunctionalInterface
public interface MailStores {

  /** The session closes what it got. */
  MailStore open(Account account) throws MailboxException;
}
