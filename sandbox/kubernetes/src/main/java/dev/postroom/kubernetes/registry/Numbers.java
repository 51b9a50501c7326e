package dev.postroom.kubernetes.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One form for each number. Trees tell the int 4 from the long 4 and from 4.0, JSON does not:
 * without this a write that changes nothing would count as a change.
 */
final class Numbers {

  private Numbers() {}

  /** Gives whole numbers the narrowest form that holds them, at every depth, in place. */
  static void normalize(JsonNode value) {
    switch (value) {
      case ObjectNode object ->
          object.properties().forEach(field -> field.setValue(normalized(field.getValue())));
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          array.set(i, normalized(array.get(i)));
        }
      }
      default -> {
        // A scalar by itself stands in nothing that could hold its other form.
      }
    }
  }

  private static JsonNode normalized(JsonNode value) {
    if (value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToLong()) {
      return value.canConvertToInt()
          ? IntNode.valueOf(value.intValue())
          : LongNode.valueOf(value.longValue());
    }
    normalize(value);
    return value;
  }
}
