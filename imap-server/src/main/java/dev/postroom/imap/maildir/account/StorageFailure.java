package dev.postroom.imap.maildir.account;

import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxException.Reason;
import dev.postroom.imap.maildir.keywords.KeywordLimitException;
import dev.postroom.imap.maildir.quota.OverQuotaException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import org.jboss.logging.Logger;

/**
 * Tells the client that its request failed because the disk did, or a limit stood in its way. What
 * the disk said is the cause, which the session logs; missing permission, which it does not, is
 * logged here.
 */
public final class StorageFailure {

  private static final Logger LOG = Logger.getLogger(StorageFailure.class);

  private StorageFailure() {}

  /**
   * @param doing what was tried, as in "cannot " + doing
   */
  public static MailboxException of(String doing, IOException e) {
    if (e instanceof AccessDeniedException) {
      LOG.warnf("ERR: cannot %s, permission denied: %s", doing, e.getMessage());
      return new MailboxException(Reason.NO_PERMISSION, "Permission denied.", e);
    }
    if (e instanceof KeywordLimitException) {
      return new MailboxException(Reason.LIMIT, e.getMessage(), e);
    }
    if (e instanceof OverQuotaException) {
      return new MailboxException(Reason.OVER_QUOTA, e.getMessage(), e);
    }
    return new MailboxException(Reason.SERVER_BUG, "Cannot " + doing + ".", e);
  }
}
