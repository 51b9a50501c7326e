package dev.postroom.imap.maildir.quota;

import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.maildir.files.MaildirFileName;

/**
 * So many bytes in so many messages; negative for what goes.
 *
 * @param bytes on disk, with lines that end in LF
 * @param messages how many
 */
public record QuotaUsage(long bytes, long messages) {

  /** Of no message. */
  public static final QuotaUsage NONE = new QuotaUsage(0, 0);

  /** The usage of both. */
  public QuotaUsage plus(QuotaUsage other) {
    return new QuotaUsage(bytes + other.bytes, messages + other.messages);
  }

  /** What is given back when this goes. */
  public QuotaUsage negated() {
    return new QuotaUsage(-bytes, -messages);
  }

  /** Whether a message with such an info counts: what is marked as deleted does not. */
  public static boolean counts(String info) {
    return !MaildirFileName.flags(info).contains(SystemFlag.DELETED);
  }
}
