package dev.postroom.imap.maildir;

import dev.postroom.imap.mailbox.Flags.SystemFlag;

/**
 * So many bytes in so many messages; negative for what goes.
 *
 * @param bytes on disk, with lines that end in LF
 * @param messages how many
 */
record QuotaUsage(long bytes, long messages) {

  static final QuotaUsage NONE = new QuotaUsage(0, 0);

  QuotaUsage plus(QuotaUsage other) {
    return new QuotaUsage(bytes + other.bytes, messages + other.messages);
  }

  QuotaUsage negated() {
    return new QuotaUsage(-bytes, -messages);
  }

  /** Whether a message with such an info counts: what is marked as deleted does not. */
  static boolean counts(String info) {
    return !MaildirFileName.flags(info).contains(SystemFlag.DELETED);
  }
}
