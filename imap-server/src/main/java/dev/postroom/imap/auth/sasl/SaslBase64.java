package dev.postroom.imap.auth.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** base64 as RFC 4648 section 4 writes it, and as nothing else: one text for each value. */
public final class SaslBase64 {

  private SaslBase64() {}

  public static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * Empty where the text is not what {@link #encode} would write: without its padding, with bits
   * behind the last byte, with other characters in it.
   */
  public static Optional<byte[]> decode(String text) {
    try {
      byte[] decoded = Base64.getDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1));
      return Optional.of(decoded).filter(bytes -> encode(bytes).equals(text));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
