package dev.postroom.imap.mailbox;

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

  @Override
  public int compareTo(MailboxName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
