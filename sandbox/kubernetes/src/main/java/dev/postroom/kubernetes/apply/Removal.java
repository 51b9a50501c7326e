package dev.postroom.kubernetes.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.schema.TypeShape;
import java.util.List;

/**
 * Takes fields out of an object that their manager no longer applies. A field stays where somebody
 * else owns it or something below it; an object or list that this empties goes as well.
 */
final class Removal {

  private Removal() {}

  /**
   * Removes in place.
   *
   * @param abandoned what the manager does not apply any more
   * @param owned what anybody, the manager included, owns now
   */
  static void remove(ObjectNode object, TypeShape shape, FieldSet abandoned, FieldSet owned) {
    parts(object, shape, abandoned, owned, List.of());
  }

  /** Removes parts of a value; {@code keys} are the fields that identify it in its list. */
  private static void parts(
      JsonNode value, TypeShape shape, FieldSet abandoned, FieldSet owned, List<String> keys) {
    var structure = Structure.of(value, shape);
    for (var entry : Structure.parts(structure).entrySet()) {
      var step = entry.getKey();
      var part = entry.getValue();
      boolean free =
          !owned.has(step)
              && owned.below(step).isEmpty()
              && !(step instanceof PathElement.Field(var name) && keys.contains(name));
      if (abandoned.has(step) && free) {
        take(value, step, part);
      } else if (!abandoned.below(step).isEmpty() && !part.isEmpty()) {
        parts(
            part,
            Structure.shape(structure, step),
            abandoned.below(step),
            owned.below(step),
            shape.keys());
        if (part.isEmpty() && free) {
          take(value, step, part);
        }
      }
    }
  }

  private static void take(JsonNode from, PathElement step, JsonNode part) {
    switch (from) {
      case ObjectNode object when step instanceof PathElement.Field(var name) ->
          object.remove(name);
      case ArrayNode array -> array.removeIf(element -> element == part);
      default -> throw new IllegalStateException("a " + from.getNodeType() + " has no parts");
    }
  }
}
