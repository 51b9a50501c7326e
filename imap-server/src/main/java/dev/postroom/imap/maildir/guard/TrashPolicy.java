package dev.postroom.imap.maildir.guard;

import dev.postroom.imap.mailbox.MailboxName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What becomes of deleted mail.
 *
 * @param folder the mailbox for it, which users cannot delete or rename (IMAP_TRASHFOLDERNAME)
 * @param keep how long mail stays in which mailboxes (IMAP_EMPTYTRASH)
 * @param takesExpunged whether what is expunged elsewhere goes there (IMAP_MOVE_EXPUNGE_TO_TRASH)
 */
public record TrashPolicy(
    MailboxName folder, Map<MailboxName, Duration> keep, boolean takesExpunged) {

  /** Nothing is purged, and what is expunged is gone. */
  public static final TrashPolicy NONE =
      new TrashPolicy(new MailboxName("INBOX.Trash"), Map.of(), false);

  public TrashPolicy {
    keep = Map.copyOf(keep);
  }

  /**
   * The policy of Courier's variables.
   *
   * @param trash a name below INBOX
   * @param emptyTrash {@code folder:days} between commas, or days alone for {@code trash}; an entry
   *     of a list that has no days is passed over, and less than one day is one
   */
  public static TrashPolicy of(String trash, String emptyTrash, boolean takesExpunged) {
    var keep = new LinkedHashMap<MailboxName, Duration>();
    if (emptyTrash.chars().allMatch(Character::isDigit) && !emptyTrash.isEmpty()) {
      keep.put(below(trash), days(emptyTrash));
    } else {
      for (String entry : emptyTrash.split(",")) {
        int colon = entry.lastIndexOf(':');
        if (colon > 0) {
          keep.put(below(entry.substring(0, colon)), days(entry.substring(colon + 1)));
        }
      }
    }
    return new TrashPolicy(below(trash), keep, takesExpunged);
  }

  private static MailboxName below(String name) {
    return new MailboxName(MailboxName.INBOX.value() + MailboxName.SEPARATOR + name);
  }

  private static Duration days(String number) {
    return Duration.ofDays(Math.max(1, Integer.parseInt(number)));
  }
}
