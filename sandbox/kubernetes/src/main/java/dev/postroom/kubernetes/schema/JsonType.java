package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;

/** JSON types by the names OpenAPI gives them. */
final class JsonType {

  private JsonType() {}

  /** The type of a value; a number without a fraction is an integer. */
  static String of(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT, POJO -> "object";
      case ARRAY -> "array";
      case STRING, BINARY -> "string";
      case BOOLEAN -> "boolean";
      case NUMBER ->
          value.isIntegralNumber() || value.canConvertToExactIntegral() ? "integer" : "number";
      case NULL, MISSING -> "null";
    };
  }

  static boolean matches(JsonNode value, Schema schema) {
    var type = of(value);
    if (schema.intOrString()) {
      return type.equals("integer") || type.equals("string");
    }
    if (schema.format().equals("quantity")) {
      return type.equals("string") || type.equals("integer") || type.equals("number");
    }
    return switch (schema.type()) {
      case "" -> true;
      case "number" -> type.equals("number") || type.equals("integer");
      default -> type.equals(schema.type());
    };
  }

  static String wanted(Schema schema) {
    return schema.intOrString() ? "integer,string" : schema.type();
  }
}
