package dev.postroom.imap.message;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells texts of a header that have bytes above 127 in ASCII, for clients that have not said that
 * they read UTF-8: RFC 3501 has no place for such bytes in a quoted string, and in a literal every
 * client guesses for itself what they mean. What they most likely mean (UTF-8, else ISO 8859-1) is
 * written as the RFCs have it for mail. All texts have one {@code char} per byte; those without
 * bytes above 127 are told as they are.
 */
public final class AsciiText {

  private static final String BEGIN = "=?utf-8?B?";
  private static final String END = "?=";

  /** An encoded word has at most 75 characters (RFC 2047 section 2): so many bytes of UTF-8. */
  private static final int MAX_WORD_BYTES = 45;

  /** Words with characters above 127, and the blanks between them. */
  private static final Pattern WORDS =
      Pattern.compile("\\S*[^\\x00-\\x7f\\s]\\S*(?:\\s+\\S*[^\\x00-\\x7f\\s]\\S*)*");

  private AsciiText() {}

  /** Text such as a subject: words that are not ASCII become encoded words (RFC 2047). */
  public static String unstructured(String text) {
    if (isAscii(text)) {
      return text;
    }
    // Encoded words beside it are read too: the blanks between two of them have no meaning.
    return WORDS
        .matcher(EncodedWords.decode(text))
        .replaceAll(words -> Matcher.quoteReplacement(encodedWords(words.group())));
  }

  /** A display name, the name of a group or a local part, which is told as a whole. */
  public static String phrase(String text) {
    return isAscii(text) ? text : encodedWords(EncodedWords.decode(text));
  }

  /** A domain, by its name in the DNS (RFC 5890) where it has one. */
  public static String domain(String text) {
    if (isAscii(text)) {
      return text;
    }
    try {
      return IDN.toASCII(EncodedWords.utf8(text), IDN.ALLOW_UNASSIGNED);
    } catch (IllegalArgumentException noDomain) {
      return phrase(text);
    }
  }

  /**
   * Parameters of a content type: encoded words have no place there (RFC 2047 section 5), so a
   * value that is not ASCII stands in {@code NAME*} (RFC 2231 section 4).
   */
  public static Map<String, String> parameters(Map<String, String> parameters) {
    if (parameters.values().stream().allMatch(AsciiText::isAscii)) {
      return parameters;
    }
    var told = new LinkedHashMap<String, String>();
    parameters.forEach(
        (name, value) -> {
          if (isAscii(value)) {
            told.put(name, value);
          } else {
            String encoded = name.endsWith("*") ? name : name + "*";
            told.putIfAbsent(encoded, "utf-8''" + percentEncoded(EncodedWords.utf8(value)));
          }
        });
    return told;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 127) {
        return false;
      }
    }
    return true;
  }

  private static String encodedWords(String text) {
    var words = new StringBuilder();
    int begin = 0;
    int bytes = 0;
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      int more = utf8Length(text.codePointAt(i));
      if (bytes + more > MAX_WORD_BYTES) {
        encodedWord(text.substring(begin, i), words);
        words.append(' ');
        begin = i;
        bytes = 0;
      }
      bytes += more;
    }
    encodedWord(text.substring(begin), words);
    return words.toString();
  }

  private static void encodedWord(String text, StringBuilder to) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    to.append(BEGIN).append(Base64.getEncoder().encodeToString(utf8)).append(END);
  }

  private static int utf8Length(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }

  /** {@code attribute-char} of RFC 2231 section 7 as it is, all else as its bytes. */
  private static String percentEncoded(String text) {
    var encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b > ' ' && b < 127 && "*'%()<>@,;:\\\"/[]?=".indexOf(b) < 0) {
        encoded.append((char) b);
      } else {
        encoded.append("%%%02X".formatted(b & 0xff));
      }
    }
    return encoded.toString();
  }
}
