package dev.postroom.imap.maildir;

import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxException.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import org.jboss.logging.Logger;

/** Tells the administrator what the disk said, and the client that its request failed. */
final class StorageFailure {

  private static final Logger LOG = Logger.getLogger(StorageFailure.class);

  private StorageFailure() {}

  /**
   * @param doing what was tried, as in "cannot " + doing
   */
  static MailboxException of(String doing, IOException e) {
    LOG.errorf("ERR: cannot %s: %s", doing, e);
    return e instanceof AccessDeniedException
        ? new MailboxException(Reason.NO_PERMISSION, "Permission denied.", e)
        : new MailboxException(Reason.SERVER_BUG, "Cannot " + doing + ".", e);
  }
}
