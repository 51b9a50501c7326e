package dev.postroom.imap.message;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The text of a piece of HTML, for a preview of it: no tags, no scripts and styles, character
 * references resolved. What is broken is read as far as it goes; a tag that does not end hides all
 * behind it. Time grows with the length of the piece.
 */
final class HtmlText {

  /** Elements whose content is not shown, and is no HTML either. */
  private static final Set<String> HIDDEN = Set.of("script", "style", "title", "textarea");

  /** Elements that do not part words; all others do. */
  private static final Set<String> INLINE =
      Set.of(
          "a", "abbr", "b", "big", "code", "em", "font", "i", "mark", "s", "small", "span",
          "strong", "sub", "sup", "tt", "u", "wbr");

  /** The references that mail has; what is not among them stays as it is written. */
  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", " "),
          Map.entry("zwnj", ""),
          Map.entry("shy", ""),
          Map.entry("ndash", "\u2013"),
          Map.entry("mdash", "\u2014"),
          Map.entry("lsquo", "\u2018"),
          Map.entry("rsquo", "\u2019"),
          Map.entry("ldquo", "\u201C"),
          Map.entry("rdquo", "\u201D"),
          Map.entry("hellip", "\u2026"),
          Map.entry("bull", "\u2022"),
          Map.entry("euro", "\u20AC"),
          Map.entry("copy", "\u00A9"),
          Map.entry("auml", "\u00E4"),
          Map.entry("ouml", "\u00F6"),
          Map.entry("uuml", "\u00FC"),
          Map.entry("Auml", "\u00C4"),
          Map.entry("Ouml", "\u00D6"),
          Map.entry("Uuml", "\u00DC"),
          Map.entry("szlig", "\u00DF"),
          Map.entry("eacute", "\u00E9"),
          Map.entry("egrave", "\u00E8"),
          Map.entry("agrave", "\u00E0"),
          Map.entry("ccedil", "\u00E7"));

  /** The longest reference that is looked at, {@code &#x10FFFF;} among them. */
  private static final int MAX_REFERENCE = 10;

  private final String html;
  private final StringBuilder text = new StringBuilder();
  private int at;

  HtmlText(String html) {
    this.html = html;
  }

  /** What is left, blanks and line ends as they are. To be called once. */
  String text() {
    while (at < html.length()) {
      char c = html.charAt(at);
      if (c == '<' && isMarkup(at + 1)) {
        markup();
      } else if (c == '&') {
        reference();
      } else {
        text.append(c);
        at++;
      }
    }
    return text.toString();
  }

  private boolean isMarkup(int next) {
    if (next >= html.length()) {
      return true;
    }
    char c = html.charAt(next);
    return Character.isLetter(c) || c == '/' || c == '!' || c == '?';
  }

  private void markup() {
    if (html.startsWith("<!--", at)) {
      at = behind(html.indexOf("-->", at), "-->".length());
      return;
    }
    boolean closes = html.startsWith("</", at);
    String name = name(at + (closes ? 2 : 1));
    at = endOfTag();
    if (!closes && HIDDEN.contains(name)) {
      at = closing(name);
    } else if (!INLINE.contains(name)) {
      text.append(' ');
    }
  }

  private String name(int from) {
    int end = from;
    while (end < html.length() && Character.isLetterOrDigit(html.charAt(end))) {
      end++;
    }
    return html.substring(Math.min(from, end), end).toLowerCase(Locale.ROOT);
  }

  /**
   * Behind the {@code >} that ends the tag here, of which values in quotes may have some. Quotes
   * that begin no value are passed over, as browsers do.
   */
  private int endOfTag() {
    char quote = 0;
    char before = 0;
    for (int i = at; i < html.length(); i++) {
      char c = html.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (before == '=' && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == '>') {
        return i + 1;
      }
      before = Character.isWhitespace(c) ? before : c;
    }
    return html.length();
  }

  private int closing(String name) {
    String tag = "</" + name;
    for (int i = html.indexOf("</", at); i >= 0; i = html.indexOf("</", i + 1)) {
      if (html.regionMatches(true, i, tag, 0, tag.length())) {
        return i;
      }
    }
    return html.length();
  }

  private int behind(int found, int length) {
    return found < 0 ? html.length() : found + length;
  }

  private void reference() {
    int end = html.indexOf(';', at, Math.min(at + MAX_REFERENCE, html.length()));
    if (end < 0) {
      text.append('&');
      at++;
      return;
    }
    String name = html.substring(at + 1, end);
    String meant = name.startsWith("#") ? character(name.substring(1)) : NAMED.get(name);
    if (meant == null) {
      text.append('&');
      at++;
    } else {
      text.append(meant);
      at = end + 1;
    }
  }

  /** Null where the number is none of a character. */
  private static String character(String number) {
    try {
      int codePoint =
          number.startsWith("x") || number.startsWith("X")
              ? Integer.parseInt(number.substring(1), 16)
              : Integer.parseInt(number);
      return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : null;
    } catch (NumberFormatException none) {
      return null;
    }
  }
}
