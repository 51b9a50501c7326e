package dev.postroom.imap.maildir.quota;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file {@code maildirsize} of a Maildir (maildirquota(7)).
 *
 * <pre>
 * file   = quota LF *change
 * quota  = see QuotaLimit
 * change = bytes SP messages LF      ; each right-aligned in 12 columns, may be negative
 * </pre>
 *
 * The first change is the sum that a count found, every later one what a program added or took
 * away; the lines are appended with O_APPEND and may come from several programs at once. A line
 * that is no change counts as a line and changes nothing.
 *
 * @param limit what the first line says
 * @param used the sum of the changes
 * @param changes how many lines follow the first
 * @param complete false when the file is longer than programs read, or has NULs where a crash of
 *     the system lost lines, so that {@code used} is unknown
 */
record MaildirSize(QuotaLimit limit, QuotaUsage used, int changes, boolean complete) {

  static final String FILE = "maildirsize";

  /** A file of this many bytes is counted anew instead of being read (maildirquota.C). */
  static final int MAX_BYTES = 5120;

  /** As Courier reads a line: blanks may lead, and what follows the second number is ignored. */
  private static final Pattern CHANGE = Pattern.compile("\\s*(-?\\d{1,15})\\s+(-?\\d{1,15}).*");

  /** Numbers with more digits than a line may have are not believed, nor are sums of that size. */
  private static final long TOO_MUCH = 1_000_000_000_000_000L;

  static MaildirSize parse(byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    String[] lines = text.split("\n", -1);
    int changes = lines.length - (text.endsWith("\n") ? 2 : 1);
    QuotaLimit limit = QuotaLimit.parse(lines[0]);
    if (file.length >= MAX_BYTES) {
      return new MaildirSize(limit, QuotaUsage.NONE, changes, false);
    }
    if (text.indexOf('\0') >= 0) {
      return new MaildirSize(limit, QuotaUsage.NONE, changes, false);
    }
    QuotaUsage used = QuotaUsage.NONE;
    for (int i = 1; i < lines.length; i++) {
      Matcher change = CHANGE.matcher(lines[i]);
      if (change.matches()) {
        used =
            used.plus(
                new QuotaUsage(Long.parseLong(change.group(1)), Long.parseLong(change.group(2))));
      }
    }
    return new MaildirSize(limit, used, changes, true);
  }

  /** A file as a count leaves it. */
  static byte[] render(QuotaLimit limit, QuotaUsage counted) {
    return (limit.render() + "\n" + text(counted)).getBytes(StandardCharsets.US_ASCII);
  }

  /** The line that is appended for a change. */
  static byte[] change(QuotaUsage change) {
    return text(change).getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Whether the sum can be true: not when the file is too long or torn, or tells of less than
   * nothing or of a petabyte.
   */
  boolean isSound() {
    return complete && isBelievable(used.bytes()) && isBelievable(used.messages());
  }

  private static boolean isBelievable(long sum) {
    return sum >= 0 && sum < TOO_MUCH;
  }

  private static String text(QuotaUsage usage) {
    return "%12d %12d\n".formatted(usage.bytes(), usage.messages());
  }
}
