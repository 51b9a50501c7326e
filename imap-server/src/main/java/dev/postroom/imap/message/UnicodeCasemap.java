package dev.postroom.imap.message;

import java.text.Normalizer;

/**
 * The collation {@code i;unicode-casemap} (RFC 5051): texts are equal, and one occurs in another,
 * when that holds for what {@link #map} makes of them. Each character becomes its title case and
 * that its decomposition, so that {@code é}, {@code É} and an E with a combining accent are one.
 *
 * <p>As UnicodeData.txt has it, and not as normalization has it, the syllables of Hangul stay whole
 * and combining marks stay in their order.
 */
public final class UnicodeCasemap {

  private static final char FIRST_HANGUL_SYLLABLE = '\uAC00';
  private static final char LAST_HANGUL_SYLLABLE = '\uD7A3';

  /** What each character of the basic plane becomes, found out when first met. */
  private static final String[] KNOWN = new String[Character.MAX_VALUE + 1];

  private UnicodeCasemap() {}

  /** The form in which texts are compared. */
  public static String map(String text) {
    int i = 0;
    while (i < text.length() && isMapped(text.charAt(i))) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    var mapped = new StringBuilder(text.length() + 8);
    mapped.append(text, 0, i);
    append(text, i, text.length(), mapped);
    return mapped.toString();
  }

  /** Appends what becomes of the characters from {@code start} to before {@code end}. */
  static void append(CharSequence text, int start, int end, StringBuilder mapped) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        mapped.append(c >= 'a' && c <= 'z' ? (char) (c - ('a' - 'A')) : c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < end
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        mapped.append(become(Character.toCodePoint(c, text.charAt(++i))));
      } else {
        mapped.append(known(c));
      }
    }
  }

  private static boolean isMapped(char c) {
    return c < 0x80 && !(c >= 'a' && c <= 'z');
  }

  private static String known(char c) {
    String mapped = KNOWN[c];
    if (mapped == null) {
      mapped = become(c);
      KNOWN[c] = mapped;
    }
    return mapped;
  }

  private static String become(int codePoint) {
    String title = Character.toString(Character.toTitleCase(codePoint));
    return codePoint >= FIRST_HANGUL_SYLLABLE && codePoint <= LAST_HANGUL_SYLLABLE
        ? title
        : Normalizer.normalize(title, Normalizer.Form.NFKD);
  }
}
