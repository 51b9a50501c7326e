package dev.postroom.imap.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A mailbox name as Unicode text with {@code .} between its levels, as clients see it after
 * modified UTF-7 is decoded: {@code INBOX}, {@code INBOX.Sent}. The first level {@code INBOX} is
 * folded to upper case (RFC 3501 section 5.1); all else is kept as it was given.
 *
 * @param value the whole name, never empty
 */
public record MailboxName(String value) implements Comparable<MailboxName> {

  public static final char SEPARATOR = '.';

  public static final MailboxName INBOX = new MailboxName("INBOX");

  /** Above all mailboxes that are in other accounts; Courier's name for it. */
  public static final MailboxName SHARED = new MailboxName("#shared");

  public MailboxName {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a mailbox name is not empty");
    }
    int end = value.indexOf(SEPARATOR);
    String first = end < 0 ? value : value.substring(0, end);
    if (first.toUpperCase(Locale.ROOT).equals("INBOX")) {
      value = "INBOX" + value.substring(first.length());
    }
  }

  /** Whether it is somewhere below the other. */
  public boolean isBelow(MailboxName other) {
    return value.startsWith(other.value + SEPARATOR);
  }

  /** Whether it is a mailbox of another account, by its name. */
  public boolean isShared() {
    return isBelow(SHARED);
  }

  /** Its name after {@code from} and all below it have become {@code to}. */
  public MailboxName moved(MailboxName from, MailboxName to) {
    return equals(from) || isBelow(from)
        ? new MailboxName(to.value + value.substring(from.value.length()))
        : this;
  }

  /** The names above it, from the top: {@code INBOX} and {@code INBOX.a} for INBOX.a.b. */
  public List<MailboxName> parents() {
    var parents = new ArrayList<MailboxName>();
    for (int end = value.indexOf(SEPARATOR); end > 0; end = value.indexOf(SEPARATOR, end + 1)) {
      parents.add(new MailboxName(value.substring(0, end)));
    }
    return parents;
  }

  @Override
  public int compareTo(MailboxName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
