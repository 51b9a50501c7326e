package dev.postroom.kubernetes.schema;

import java.util.stream.StreamSupport;

/**
 * How large a value may be by its schema: characters of a string, elements of a list, entries of a
 * map. Where the schema sets no bound, it is what fits into the largest request (apiserver {@code
 * cel/common/schemas.go}).
 */
final class LargestSize {

  private static final long MAXIMUM_REQUEST_BYTES = 3 * 1024 * 1024;

  /** Without the quotes or brackets around the value. */
  private static final long INSIDE = MAXIMUM_REQUEST_BYTES - 2;

  /** Lengths are in characters, requests in bytes. */
  private static final long BYTES_OF_A_CHARACTER = 4;

  /** Name, quotes, colon and comma of a map's entry. */
  private static final long ENTRY_BYTES = 6;

  /** Quotes, colon and comma of a field. */
  private static final long FIELD_BYTES = 4;

  /** Values of these formats are rewritten, so that their text has an end. */
  private static final int DATE_BYTES = 12;

  private static final int DATE_TIME_BYTES = 35;
  private static final int DURATION_BYTES = 32;

  private LargestSize() {}

  /** Elements of values of this schema; 0 of those that have none, such as numbers and objects. */
  static long of(Schema schema) {
    return switch (schema.type()) {
      case "string" -> string(schema);
      case "array" -> bound(schema, "maxItems", INSIDE / (leastBytesOfItems(schema) + 1));
      case "object" ->
          schema.additionalProperties().isPresent()
              ? bound(
                  schema,
                  "maxProperties",
                  INSIDE / (leastBytes(schema.additionalProperties().get()) + ENTRY_BYTES))
              : 0;
      default -> 0;
    };
  }

  /** How many values of this schema fit into a request, whatever they stand in. */
  static long timesInARequest(Schema schema) {
    return MAXIMUM_REQUEST_BYTES / (leastBytes(schema) + 1);
  }

  private static long string(Schema schema) {
    if (schema.json().has("maxLength")) {
      return schema.json().get("maxLength").asLong() * BYTES_OF_A_CHARACTER;
    }
    if (schema.json().has("enum")) {
      return StreamSupport.stream(schema.json().get("enum").spliterator(), false)
          .mapToLong(value -> value.asText().length())
          .max()
          .orElse(0);
    }
    return switch (schema.format()) {
      case "date" -> DATE_BYTES;
      case "date-time" -> DATE_TIME_BYTES;
      case "duration" -> DURATION_BYTES;
      default -> INSIDE;
    };
  }

  private static long bound(Schema schema, String keyword, long otherwise) {
    return schema.json().has(keyword) ? schema.json().get(keyword).asLong() : otherwise;
  }

  private static long leastBytesOfItems(Schema schema) {
    return schema.items().map(LargestSize::leastBytes).orElse(1L);
  }

  /** The fewest bytes of JSON in which a value of this schema can be written. */
  private static long leastBytes(Schema schema) {
    return switch (schema.type()) {
      case "boolean" -> "true".length();
      case "string", "array" -> "[]".length();
      case "object" ->
          "{}".length()
              + schema.required().stream()
                  .filter(name -> schema.property(name).isPresent())
                  .filter(name -> schema.property(name).get().defaultValue().isEmpty())
                  .mapToLong(
                      name -> name.length() + leastBytes(schema.property(name).get()) + FIELD_BYTES)
                  .sum();
      default -> 1;
    };
  }
}
