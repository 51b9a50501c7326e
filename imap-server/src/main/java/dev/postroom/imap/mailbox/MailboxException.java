package dev.postroom.imap.mailbox;

/** A request that a mail store refuses; the message is fit to be sent to the client. */
public final class MailboxException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why, as far as the answer to the client depends on it (RFC 5530 has the response codes). */
  public enum Reason {
    /** No such mailbox; a COPY or APPEND may be tried again after CREATE ({@code TRYCREATE}). */
    NONEXISTENT,
    ALREADY_EXISTS,
    /** A name that cannot be a mailbox here. */
    CANNOT,
    /** A mailbox cannot have that special use (RFC 6154 section 3). */
    USE_ATTRIBUTE,
    /** The mailbox, or the account, does not permit it. */
    NO_PERMISSION,
    OVER_QUOTA,
    /** More than a mailbox can hold of something, such as keywords. */
    LIMIT,
    /** A message that was named is gone; nothing was done, and NOOP tells which it was. */
    EXPUNGE_ISSUED,
    /** A message, or a part of one, is encoded as nobody here can decode it (RFC 3516). */
    UNKNOWN_ENCODING,
    /** A message could not be sent by the mailbox that sends (OUTBOX). */
    NOT_SENT,
    /** The account's mail belongs to somebody else (IMAP_MAILBOX_SANITY_CHECK). */
    FOREIGN_OWNER,
    /** The storage failed; the log says how. */
    SERVER_BUG
  }

  private final Reason reason;

  public MailboxException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public MailboxException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
