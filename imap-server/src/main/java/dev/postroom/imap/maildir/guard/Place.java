package dev.postroom.imap.maildir.guard;

import dev.postroom.imap.mailbox.MailboxName;

/**
 * A mailbox by the account that has it, which stays open until this is closed.
 *
 * @param store the account
 * @param name within the account
 */
public record Place(GuardedMailStore store, MailboxName name) implements AutoCloseable {

  @Override
  public void close() {
    store.leave();
  }
}
