package dev.postroom.imap.maildir.keywords;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The file with the keywords of one message.
 *
 * <pre>
 * file = *(keyword LF)      ; none: the message has no keywords
 * </pre>
 *
 * Keywords compare without case. What other programs wrote is read so that it can be sent to
 * clients: a character that no atom may have (RFC 3501 section 9) is read as {@code _}.
 */
final class KeywordFile {

  /** More is not read, and cannot come from keywords that a client set. */
  static final int MAX_BYTES = 1 << 16;

  private static final String ATOM_SPECIALS = "(){%*\"\\]";

  private KeywordFile() {}

  static SortedSet<String> parse(byte[] file) {
    var keywords = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
    for (String line : new String(file, StandardCharsets.UTF_8).split("\n")) {
      if (!line.isEmpty()) {
        keywords.add(keyword(line));
      }
    }
    return Collections.unmodifiableSortedSet(keywords);
  }

  /** The keyword that a line tells. */
  static String keyword(String line) {
    var keyword = new StringBuilder(line.length());
    line.chars().forEach(c -> keyword.append(isAtomChar(c) ? (char) c : '_'));
    return keyword.toString();
  }

  static byte[] render(Collection<String> keywords) {
    var text = new StringBuilder();
    keywords.forEach(keyword -> text.append(keyword).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isAtomChar(int c) {
    return c > 0x20 && c < 0x7f && ATOM_SPECIALS.indexOf(c) < 0;
  }
}
