package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * JSON as the values that {@link CelTypes} promises. The value must have passed {@link
 * SchemaValidation}; a null counts as absent, and what the schema does not describe is left out.
 */
final class CelValues {

  private CelValues() {}

  static Object of(JsonNode value, Schema schema) {
    return switch (value.getNodeType()) {
      case OBJECT -> object(value, schema);
      case ARRAY -> list(value, schema);
      case BOOLEAN -> value.booleanValue();
      case NUMBER ->
          schema.type().equals("number") ? (Object) value.doubleValue() : value.longValue();
      default -> string(value.asText(), schema);
    };
  }

  private static Object object(JsonNode value, Schema schema) {
    var fields = new LinkedHashMap<String, Object>();
    boolean map = schema.properties().isEmpty();
    value
        .properties()
        .forEach(
            entry -> {
              Optional<Schema> known =
                  map ? schema.additionalProperties() : schema.property(entry.getKey());
              if (known.isPresent() && !entry.getValue().isNull()) {
                var name = map ? entry.getKey() : CelNames.escape(entry.getKey());
                fields.put(name, of(entry.getValue(), known.get()));
              }
            });
    return Map.copyOf(fields);
  }

  private static Object list(JsonNode value, Schema schema) {
    var items = schema.items().orElse(Schema.ANY);
    var elements = new ArrayList<Object>();
    value.forEach(element -> elements.add(of(element, items)));
    return elements;
  }

  private static Object string(String text, Schema schema) {
    return switch (schema.format()) {
      case "byte" -> ByteString.copyFrom(Base64.getDecoder().decode(text));
      case "date-time" -> timestamp(OffsetDateTime.parse(text).toInstant());
      case "date" -> timestamp(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
      case "duration" -> duration(Durations.parse(text));
      default -> text;
    };
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  private static Duration duration(java.time.Duration duration) {
    return Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }
}
