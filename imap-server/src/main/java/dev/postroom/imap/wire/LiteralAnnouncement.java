package dev.postroom.imap.wire;

import java.util.Optional;

/**
 * The end of a line that announces a literal: <code>{42}</code>, or <code>{42+}</code> for a client
 * that does not wait to be asked (RFC 3501 section 4.3, RFC 7888), either with a tilde before it
 * when the bytes may hold NUL ({@code literal8}, RFC 3516 section 4.1).
 *
 * @param size how many bytes follow; a size beyond 2^63 is given as {@link Long#MAX_VALUE}
 * @param synchronizing whether the client waits for a continuation before it sends them
 * @param binary whether the bytes may hold NUL
 * @param length how many bytes of the line the announcement itself takes, its tilde included
 */
public record LiteralAnnouncement(long size, boolean synchronizing, boolean binary, int length) {

  /** The longest announcement that is recognised; a longer one is no literal but an error. */
  public static final int MAX_LENGTH = 32;

  /**
   * Looks for an announcement at the very end of {@code bytes[from..to)}, a line without its end.
   */
  static Optional<LiteralAnnouncement> atEndOf(byte[] bytes, int from, int to) {
    int at = to - 1;
    if (at < from || bytes[at] != '}') {
      return Optional.empty();
    }
    at--;
    boolean synchronizing = at < from || bytes[at] != '+';
    if (!synchronizing) {
      at--;
    }
    int digitsEnd = at + 1;
    int earliest = Math.max(from, to - MAX_LENGTH);
    while (at >= earliest && bytes[at] >= '0' && bytes[at] <= '9') {
      at--;
    }
    if (at < earliest || bytes[at] != '{' || at + 1 == digitsEnd) {
      return Optional.empty();
    }
    boolean binary = at > from && bytes[at - 1] == '~';
    return Optional.of(
        new LiteralAnnouncement(
            number(bytes, at + 1, digitsEnd), synchronizing, binary, to - at + (binary ? 1 : 0)));
  }

  private static long number(byte[] bytes, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (value > (Long.MAX_VALUE - digit) / 10) {
        return Long.MAX_VALUE;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
