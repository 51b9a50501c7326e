package dev.postroom.kubernetes.discovery;

import static dev.postroom.kubernetes.discovery.ProtobufEncoding.BOOL;
import static dev.postroom.kubernetes.discovery.ProtobufEncoding.DOUBLE;
import static dev.postroom.kubernetes.discovery.ProtobufEncoding.INT64;
import static dev.postroom.kubernetes.discovery.ProtobufEncoding.STRING;
import static dev.postroom.kubernetes.discovery.ProtobufEncoding.each;
import static dev.postroom.kubernetes.discovery.ProtobufEncoding.inner;
import static dev.postroom.kubernetes.discovery.ProtobufEncoding.message;
import static dev.postroom.kubernetes.discovery.ProtobufEncoding.named;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.CodedOutputStream;
import dev.postroom.kubernetes.discovery.ProtobufEncoding.Field;
import java.io.IOException;
import java.util.Map;

/**
 * An OpenAPI v2 document in the only form that kubectl takes it: gnostic's {@code OpenAPIv2.proto}
 * ({@code openapi.v2.Document}). What our documents do not contain is not encoded.
 */
final class OpenApiV2Protobuf {

  /** {@code Any}: the value as YAML, of which JSON is a part. */
  private static final ProtobufEncoding YAML =
      inner(2, (number, value, out) -> out.writeString(number, value.toString()));

  private static final ProtobufEncoding SCHEMA = OpenApiV2Protobuf::writeSchema;

  private static final Map<String, Field> SCHEMA_FIELDS =
      Map.ofEntries(
          Map.entry("$ref", new Field(1, STRING)),
          Map.entry("format", new Field(2, STRING)),
          Map.entry("title", new Field(3, STRING)),
          Map.entry("description", new Field(4, STRING)),
          Map.entry("default", new Field(5, YAML)),
          Map.entry("multipleOf", new Field(6, DOUBLE)),
          Map.entry("maximum", new Field(7, DOUBLE)),
          Map.entry("exclusiveMaximum", new Field(8, BOOL)),
          Map.entry("minimum", new Field(9, DOUBLE)),
          Map.entry("exclusiveMinimum", new Field(10, BOOL)),
          Map.entry("maxLength", new Field(11, INT64)),
          Map.entry("minLength", new Field(12, INT64)),
          Map.entry("pattern", new Field(13, STRING)),
          Map.entry("maxItems", new Field(14, INT64)),
          Map.entry("minItems", new Field(15, INT64)),
          Map.entry("uniqueItems", new Field(16, BOOL)),
          Map.entry("maxProperties", new Field(17, INT64)),
          Map.entry("minProperties", new Field(18, INT64)),
          Map.entry("required", new Field(19, each(STRING))),
          Map.entry("enum", new Field(20, each(YAML))),
          Map.entry("additionalProperties", new Field(21, OpenApiV2Protobuf::writeAdditional)),
          Map.entry("type", new Field(22, inner(1, STRING))),
          Map.entry("items", new Field(23, inner(1, SCHEMA))),
          Map.entry("properties", new Field(25, inner(1, named(SCHEMA)))));

  private static final ProtobufEncoding SCHEMA_MESSAGE = message(SCHEMA_FIELDS, extensions(31));

  private static final ProtobufEncoding QUERY_PARAMETER =
      message(
          Map.of(
              "in",
              new Field(2, STRING),
              "name",
              new Field(4, STRING),
              "type",
              new Field(6, STRING)),
          extensions(23));
  private static final ProtobufEncoding PATH_PARAMETER =
      message(
          Map.of(
              "required", new Field(1, BOOL),
              "in", new Field(2, STRING),
              "name", new Field(4, STRING),
              "type", new Field(5, STRING)),
          extensions(22));
  private static final ProtobufEncoding BODY_PARAMETER =
      message(
          Map.of(
              "name",
              new Field(2, STRING),
              "in",
              new Field(3, STRING),
              "schema",
              new Field(5, SCHEMA)),
          extensions(6));

  private static final ProtobufEncoding RESPONSE =
      inner(
          1,
          message(
              Map.of("description", new Field(1, STRING), "schema", new Field(2, inner(1, SCHEMA))),
              extensions(5)));

  private static final ProtobufEncoding OPERATION =
      message(
          Map.of(
              "parameters", new Field(8, each(OpenApiV2Protobuf::writeParameter)),
              "responses", new Field(9, inner(1, named(RESPONSE)))),
          extensions(13));

  private static final ProtobufEncoding PATH_ITEM =
      message(
          Map.of(
              "get", new Field(2, OPERATION),
              "put", new Field(3, OPERATION),
              "post", new Field(4, OPERATION),
              "delete", new Field(5, OPERATION),
              "patch", new Field(8, OPERATION),
              "parameters", new Field(9, each(OpenApiV2Protobuf::writeParameter))),
          extensions(10));

  private static final ProtobufEncoding INFO =
      message(
          Map.of("title", new Field(1, STRING), "version", new Field(2, STRING)), extensions(7));

  private static final Map<String, Field> DOCUMENT =
      Map.of(
          "swagger", new Field(1, STRING),
          "info", new Field(2, INFO),
          "paths", new Field(8, inner(2, named(PATH_ITEM))),
          "definitions", new Field(9, inner(1, named(SCHEMA))));

  private OpenApiV2Protobuf() {}

  static byte[] encode(JsonNode document) {
    return ProtobufEncoding.document(document, DOCUMENT);
  }

  /** Schemas contain schemas: their encoding goes by way of a method, since it refers to itself. */
  private static void writeSchema(int number, JsonNode value, CodedOutputStream out)
      throws IOException {
    SCHEMA_MESSAGE.write(number, value, out);
  }

  private static void writeAdditional(int number, JsonNode value, CodedOutputStream out)
      throws IOException {
    (value.isBoolean() ? inner(2, BOOL) : inner(1, SCHEMA)).write(number, value, out);
  }

  private static void writeParameter(int number, JsonNode value, CodedOutputStream out)
      throws IOException {
    var parameter =
        switch (value.path("in").asText()) {
          case "body" -> inner(1, BODY_PARAMETER);
          case "path" -> inner(2, inner(4, PATH_PARAMETER));
          default -> inner(2, inner(3, QUERY_PARAMETER));
        };
    inner(1, parameter).write(number, value, out);
  }

  /** The {@code x-} fields of an object. */
  private static ProtobufEncoding extensions(int number) {
    return (ignored, value, out) -> {
      var extensions = ((ObjectNode) value).objectNode();
      value
          .properties()
          .forEach(
              entry -> {
                if (entry.getKey().startsWith("x-")) {
                  extensions.set(entry.getKey(), entry.getValue());
                }
              });
      named(YAML).write(number, extensions, out);
    };
  }
}
