package dev.postroom.imap.maildir.quota;

import java.util.Optional;

/**
 * How much a Maildir may hold, in Courier's notation.
 *
 * <pre>
 * quota = limit *("," limit)      ; such as 10000000S,1000C
 * limit = number ( "S"            ; bytes
 *                / "C" )          ; messages
 * </pre>
 *
 * Anything else is passed over, as Courier does; of several limits of a kind the last counts.
 *
 * @param bytes at most; 0 is no limit
 * @param messages at most; 0 is no limit
 */
public record QuotaLimit(long bytes, long messages) {

  static final QuotaLimit NONE = new QuotaLimit(0, 0);

  static QuotaLimit parse(String text) {
    long bytes = 0;
    long messages = 0;
    int at = 0;
    while (at < text.length()) {
      int start = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        at++;
      }
      if (start == at) {
        at++;
      } else if (at < text.length()) {
        switch (text.charAt(at)) {
          case 'S' -> bytes = number(text.substring(start, at));
          case 'C' -> messages = number(text.substring(start, at));
          default -> {}
        }
      }
    }
    return new QuotaLimit(bytes, messages);
  }

  /** The limit that an account is given; empty where that says nothing. */
  public static Optional<QuotaLimit> ofAccount(String text) {
    return Optional.of(parse(text)).filter(limit -> !limit.equals(NONE));
  }

  /** The notation; empty for no limit at all. */
  String render() {
    String size = bytes > 0 ? bytes + "S" : "";
    String count = messages > 0 ? messages + "C" : "";
    return size.isEmpty() || count.isEmpty() ? size + count : size + "," + count;
  }

  boolean allows(QuotaUsage usage) {
    return (bytes == 0 || usage.bytes() <= bytes)
        && (messages == 0 || usage.messages() <= messages);
  }

  private static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException larger) {
      return Long.MAX_VALUE;
    }
  }
}
