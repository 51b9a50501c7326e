package dev.postroom.imap.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Mailbox names in ASCII (RFC 3501 section 5.1.3): {@code &} shifts into base 64 of UTF-16BE with
 * {@code ,} for {@code /}, {@code -} shifts back, {@code &-} is the ampersand itself.
 */
public final class ModifiedUtf7 {

  private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getDecoder();

  private ModifiedUtf7() {}

  /** The one spelling of {@code text}. An unpaired surrogate becomes U+FFFD. */
  public static String encode(String text) {
    var encoded = new StringBuilder(text.length() + 8);
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '&') {
        encoded.append("&-");
        at++;
      } else if (isDirect(c)) {
        encoded.append(c);
        at++;
      } else {
        int end = at;
        while (end < text.length() && !isDirect(text.charAt(end))) {
          end++;
        }
        byte[] utf16 = utf16(text.substring(at, end));
        encoded.append('&').append(ENCODER.encodeToString(utf16).replace('/', ',')).append('-');
        at = end;
      }
    }
    return encoded.toString();
  }

  /**
   * The text that {@code encoded} stands for. Only the one spelling that {@link #encode} gives is
   * taken: with two spellings of one name, two clients would see two mailboxes.
   *
   * @throws IllegalArgumentException when it is not modified UTF-7
   */
  public static String decode(String encoded) {
    var text = new StringBuilder(encoded.length());
    int at = 0;
    while (at < encoded.length()) {
      char c = encoded.charAt(at);
      if (c != '&') {
        text.append(c);
        at++;
        continue;
      }
      int end = encoded.indexOf('-', at);
      if (end < 0) {
        throw notModifiedUtf7(encoded);
      }
      text.append(end == at + 1 ? "&" : shifted(encoded, at + 1, end));
      at = end + 1;
    }
    String decoded = text.toString();
    if (!encode(decoded).equals(encoded)) {
      throw notModifiedUtf7(encoded);
    }
    return decoded;
  }

  private static CharBuffer shifted(String encoded, int from, int to) {
    try {
      byte[] utf16 = DECODER.decode(encoded.substring(from, to).replace(',', '/'));
      return StandardCharsets.UTF_16BE.newDecoder().decode(ByteBuffer.wrap(utf16));
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw notModifiedUtf7(encoded);
    }
  }

  private static byte[] utf16(String text) {
    return text.getBytes(StandardCharsets.UTF_16BE);
  }

  private static boolean isDirect(char c) {
    return c >= 0x20 && c <= 0x7e;
  }

  private static IllegalArgumentException notModifiedUtf7(String encoded) {
    return new IllegalArgumentException("not modified UTF-7: " + encoded);
  }
}
