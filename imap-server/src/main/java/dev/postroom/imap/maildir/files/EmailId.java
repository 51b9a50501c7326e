package dev.postroom.imap.maildir.files;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * EMAILID (RFC 8474 section 5.1). It is made from the base of a file's name, which no other message
 * has, so that nothing need be kept for it and every server on the storage tells the same.
 *
 * <p>A copy, and a message that moves, gets a new name and has the same EMAILID. That name
 * therefore carries it, in the manner of {@code ,S=} and before that, where it belongs to the base
 * for every program that reads Maildirs:
 *
 * <pre>
 * base    = unique [ ",E=" emailid ] [ ",S=" size ]
 * emailid = "M" 16 ( ALPHA / DIGIT / "-" / "_" )
 * </pre>
 *
 * A program that only renames the file, as Courier does when it moves mail to Trash, leaves it in
 * place. One that copies the bytes under a name of its own makes another message.
 */
public final class EmailId {

  private static final String FIELD = ",E=";

  private static final Pattern CARRIED = Pattern.compile(FIELD + "(M[A-Za-z0-9_-]{16})(?=,|$)");

  private EmailId() {}

  /** The id of the message with this base, whatever size that tells. */
  public static String of(String base) {
    Matcher carried = CARRIED.matcher(base);
    return carried.find()
        ? carried.group(1)
        : "M" + MailboxId.hash(MaildirFileName.withoutSize(base));
  }

  /** What a name says so that its message has the id of the one with this base. */
  static String carriedFrom(String base) {
    return FIELD + of(base);
  }
}
