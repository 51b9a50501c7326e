package dev.postroom.kubernetes.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** How a JSON value is written as a field of a protobuf message. */
interface ProtobufEncoding {

  ProtobufEncoding STRING = (number, value, out) -> out.writeString(number, value.asText());
  ProtobufEncoding BOOL = (number, value, out) -> out.writeBool(number, value.asBoolean());
  ProtobufEncoding INT64 = (number, value, out) -> out.writeInt64(number, value.longValue());
  ProtobufEncoding DOUBLE = (number, value, out) -> out.writeDouble(number, value.doubleValue());

  void write(int number, JsonNode value, CodedOutputStream out) throws IOException;

  /** A message of one field. */
  static ProtobufEncoding inner(int innerNumber, ProtobufEncoding encoding) {
    return (number, value, out) ->
        out.writeByteArray(number, bytes(inside -> encoding.write(innerNumber, value, inside)));
  }

  /**
   * A message whose fields are told apart by their JSON names; names that are not there are
   * skipped.
   */
  static ProtobufEncoding message(Map<String, Field> fields, ProtobufEncoding extensions) {
    return (number, value, out) ->
        out.writeByteArray(number, bytes(inside -> writeFields(value, fields, extensions, inside)));
  }

  /** A map: a repeated message of name and value. */
  static ProtobufEncoding named(ProtobufEncoding encoding) {
    return (number, value, out) -> {
      for (var entry : value.properties()) {
        out.writeByteArray(
            number,
            bytes(
                inside -> {
                  inside.writeString(1, entry.getKey());
                  encoding.write(2, entry.getValue(), inside);
                }));
      }
    };
  }

  /** A list: a repeated field. */
  static ProtobufEncoding each(ProtobufEncoding encoding) {
    return (number, value, out) -> {
      for (var element : value) {
        encoding.write(number, element, out);
      }
    };
  }

  /** Writes the fields of the outermost message. */
  static byte[] document(JsonNode value, Map<String, Field> fields) {
    return bytes(out -> writeFields(value, fields, (number, ignored, inside) -> {}, out));
  }

  private static void writeFields(
      JsonNode value, Map<String, Field> fields, ProtobufEncoding extensions, CodedOutputStream out)
      throws IOException {
    for (var entry : value.properties()) {
      var field = fields.get(entry.getKey());
      if (field != null) {
        field.encoding().write(field.number(), entry.getValue(), out);
      }
    }
    extensions.write(0, value, out);
  }

  private static byte[] bytes(Body body) {
    var bytes = new ByteArrayOutputStream();
    try {
      var out = CodedOutputStream.newInstance(bytes);
      body.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /**
   * A field of a message.
   *
   * @param number its number
   * @param encoding how its value is written
   */
  record Field(int number, ProtobufEncoding encoding) {}

  /** Writes the inside of a message. */
  interface Body {
    void write(CodedOutputStream out) throws IOException;
  }
}
