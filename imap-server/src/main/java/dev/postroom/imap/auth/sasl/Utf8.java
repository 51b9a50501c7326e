package dev.postroom.imap.auth.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Text as SASL has it: UTF-8, and nothing that is not. */
final class Utf8 {

  private Utf8() {}

  /** Empty where that is no UTF-8. */
  static Optional<String> decode(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }

  /** The fields between separators, of which there may be empty ones. */
  static Optional<List<String>> split(byte[] bytes, char separator) {
    String pattern = Pattern.quote(String.valueOf(separator));
    return decode(bytes).map(text -> List.of(text.split(pattern, -1)));
  }
}
