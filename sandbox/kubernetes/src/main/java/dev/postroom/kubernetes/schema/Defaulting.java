package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Fills in the defaults of a schema (apiextensions {@code schema/defaulting}). A default appears
 * only inside an object that exists; a null that the schema does not allow counts as absent and is
 * dropped where there is no default for it.
 */
final class Defaulting {

  private Defaulting() {}

  /** Fills in place; a second time changes nothing. */
  static void apply(JsonNode value, Schema schema) {
    switch (value) {
      case ObjectNode object -> object(object, schema);
      case ArrayNode array -> schema.items().ifPresent(items -> array(array, items));
      default -> {
        // A scalar has no place for a default.
      }
    }
  }

  private static void object(ObjectNode object, Schema schema) {
    var properties = schema.properties();
    properties.forEach(
        (name, property) -> {
          if (absent(object.get(name), property)) {
            property
                .defaultValue()
                .ifPresentOrElse(
                    value -> object.set(name, value.deepCopy()), () -> object.remove(name));
          }
        });
    var others = schema.additionalProperties();
    others.ifPresent(
        values ->
            object
                .properties()
                .forEach(
                    entry -> {
                      if (!properties.containsKey(entry.getKey())
                          && absent(entry.getValue(), values)) {
                        values.defaultValue().ifPresent(value -> entry.setValue(value.deepCopy()));
                      }
                    }));
    object
        .properties()
        .forEach(
            entry -> {
              var child = properties.get(entry.getKey());
              if (child != null) {
                apply(entry.getValue(), child);
              } else {
                others.ifPresent(values -> apply(entry.getValue(), values));
              }
            });
  }

  private static void array(ArrayNode array, Schema items) {
    for (int i = 0; i < array.size(); i++) {
      if (absent(array.get(i), items) && items.defaultValue().isPresent()) {
        array.set(i, items.defaultValue().get().deepCopy());
      }
      apply(array.get(i), items);
    }
  }

  private static boolean absent(JsonNode value, Schema schema) {
    return value == null || value.isNull() && !schema.nullable();
  }
}
