package dev.postroom.imap.message;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.james.mime4j.stream.NameValuePair;
import org.apache.james.mime4j.stream.ParserCursor;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.util.ByteArrayBuffer;

/**
 * A content type (RFC 2045 section 5) or a disposition (RFC 2183), which is written the same way
 * without a subtype.
 *
 * @param type in upper case
 * @param subtype in upper case; empty in a disposition
 * @param parameters in order, names in upper case
 */
record MediaType(String type, String subtype, Map<String, String> parameters) {

  static final MediaType TEXT_PLAIN = new MediaType("TEXT", "PLAIN", Map.of("CHARSET", "us-ascii"));

  static final MediaType MESSAGE_RFC822 = new MediaType("MESSAGE", "RFC822", Map.of());

  /** Reads a Content-Type; empty where the text has not the form {@code type/subtype}. */
  static Optional<MediaType> contentType(String fieldBody) {
    MediaType read = read(fieldBody);
    int slash = read.type.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    String type = read.type.substring(0, slash).strip();
    String subtype = read.type.substring(slash + 1).strip();
    return isToken(type) && isToken(subtype)
        ? Optional.of(new MediaType(type, subtype, read.parameters))
        : Optional.empty();
  }

  /** Reads a Content-Disposition; empty where its first word is not a token. */
  static Optional<BodyStructure.Disposition> disposition(String fieldBody) {
    MediaType read = read(fieldBody);
    return isToken(read.type)
        ? Optional.of(new BodyStructure.Disposition(read.type, read.parameters))
        : Optional.empty();
  }

  boolean is(String wantedType, String wantedSubtype) {
    return type.equals(wantedType) && subtype.equals(wantedSubtype);
  }

  /**
   * Whether what is of this type is a message itself: RFC 2046 section 5.2.1, RFC 6532 section 3.7.
   */
  boolean isMessage() {
    return is("MESSAGE", "RFC822") || is("MESSAGE", "GLOBAL");
  }

  private static MediaType read(String fieldBody) {
    // Mime4j reads UTF-8. What it gives back then is the same one char per byte as goes in.
    byte[] bytes = fieldBody.getBytes(StandardCharsets.UTF_8);
    var buffer = new ByteArrayBuffer(bytes, true);
    var cursor = new ParserCursor(0, bytes.length);
    var parser = new RawFieldParser();
    // Some quote what is no quoted-string by the grammar.
    String value = parser.parseValue(buffer, cursor, RawFieldParser.INIT_BITSET(';'));
    var parameters = new LinkedHashMap<String, String>();
    if (!cursor.atEnd()) {
      cursor.updatePos(cursor.getPos() + 1);
      List<NameValuePair> pairs = parser.parseParameters(buffer, cursor);
      for (NameValuePair pair : pairs) {
        if (isToken(pair.getName()) && pair.getValue() != null) {
          parameters.putIfAbsent(pair.getName().toUpperCase(Locale.ROOT), pair.getValue());
        }
      }
    }
    return new MediaType(value.toUpperCase(Locale.ROOT), "", parameters);
  }

  /** {@code token} of RFC 2045 section 5.1. */
  private static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> c > ' ' && c < 127 && "()<>@,;:\\\"/[]?=".indexOf(c) < 0);
  }
}
