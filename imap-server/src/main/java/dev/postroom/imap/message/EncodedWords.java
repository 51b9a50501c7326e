package dev.postroom.imap.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/** Reads the text of a field (RFC 2047; RFC 6532 where it has bytes above 127). */
final class EncodedWords {

  private EncodedWords() {}

  /**
   * The text that is meant.
   *
   * @param body an unfolded field body, one {@code char} per byte
   */
  static String decode(String body) {
    String text = utf8(body);
    return text.contains("=?") ? DecoderUtil.decodeEncodedWords(text, DecodeMonitor.SILENT) : text;
  }

  /** Bytes as the text that they most likely are. */
  static String utf8(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      // Before RFC 6532 bytes above 127 were mostly Latin-1.
      return body;
    }
  }
}
