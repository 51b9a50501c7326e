package dev.postroom.imap.session.mailboxes;

import dev.postroom.imap.mailbox.MailboxName;
import java.util.Locale;

/**
 * The mailbox name of LIST and LSUB with its wildcards (RFC 3501 section 6.3.8): {@code *} stands
 * for anything, {@code %} for anything within one level.
 */
final class ListPattern {

  /** As with Courier; each wildcard makes a match dearer. */
  static final int MAX_WILDCARDS = 10;

  /** No mailbox has a longer name, and time grows with the length. */
  static final int MAX_LENGTH = 1024;

  private static final String INBOX = MailboxName.INBOX.value();
  private static final String SHARED = MailboxName.SHARED.value() + MailboxName.SEPARATOR;

  private final String pattern;

  /**
   * @throws IllegalArgumentException when it is longer than {@link #MAX_LENGTH} or there are more
   *     than {@link #MAX_WILDCARDS} wildcards
   */
  ListPattern(String reference, String name) {
    String whole = reference + name;
    if (whole.chars().filter(c -> c == '*' || c == '%').count() > MAX_WILDCARDS) {
      throw new IllegalArgumentException("A pattern has at most " + MAX_WILDCARDS + " wildcards.");
    }
    if (whole.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("A pattern has at most " + MAX_LENGTH + " characters.");
    }
    this.pattern = foldInbox(whole);
  }

  /**
   * Whether other accounts' mailboxes are asked for. Wildcards lead to those only behind the
   * namespace's own name, as in Courier: who asks for all mailboxes wants his own.
   */
  boolean asksForShared() {
    return pattern.startsWith(SHARED);
  }

  /** Whether parents of what matches are asked for as well. */
  boolean endsWithinLevel() {
    return pattern.endsWith("%");
  }

  /**
   * Whether the name matches. Time is at most the product of both lengths: this walks the set of
   * places in the pattern that the name read so far can have led to.
   */
  boolean matches(MailboxName mailbox) {
    if (mailbox.isShared() != asksForShared()) {
      return false;
    }
    String name = mailbox.value();
    boolean[] at = new boolean[pattern.length() + 1];
    at[0] = true;
    skipWildcards(at);
    for (int i = 0; i < name.length(); i++) {
      at = step(at, name.charAt(i), i);
    }
    return at[pattern.length()];
  }

  private boolean[] step(boolean[] at, char c, int index) {
    boolean[] next = new boolean[at.length];
    for (int place = 0; place < pattern.length(); place++) {
      if (!at[place]) {
        continue;
      }
      char wanted = pattern.charAt(place);
      if (wanted == '*' || (wanted == '%' && c != MailboxName.SEPARATOR)) {
        next[place] = true;
      } else if (wanted == c || (index < INBOX.length() && Character.toUpperCase(wanted) == c)) {
        // Every name of the user's own begins with INBOX, whose case does not count.
        next[place + 1] = true;
      }
    }
    skipWildcards(next);
    return next;
  }

  /** A wildcard may stand for nothing. */
  private void skipWildcards(boolean[] at) {
    for (int place = 0; place < pattern.length(); place++) {
      if (at[place] && (pattern.charAt(place) == '*' || pattern.charAt(place) == '%')) {
        at[place + 1] = true;
      }
    }
  }

  private static String foldInbox(String whole) {
    return whole.toUpperCase(Locale.ROOT).startsWith(INBOX)
        ? INBOX + whole.substring(INBOX.length())
        : whole;
  }
}
