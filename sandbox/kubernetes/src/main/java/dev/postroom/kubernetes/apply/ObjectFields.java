package dev.postroom.kubernetes.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.schema.TypeShape;
import java.util.List;

/**
 * The paths that somebody who applies an object sets: its leaves, its empty objects, and the
 * elements of its lists ({@code typed/tofieldset.go}).
 */
final class ObjectFields {

  private ObjectFields() {}

  static FieldSet of(ObjectNode object, TypeShape shape) {
    var set = new FieldSet.Builder();
    collect(object, shape, List.of(), set);
    return set.build();
  }

  private static void collect(
      JsonNode value, TypeShape shape, List<PathElement> path, FieldSet.Builder set) {
    var structure = Structure.of(value, shape);
    if (structure instanceof Structure.Leaf || value.isObject() && value.isEmpty()) {
      set.add(path);
    }
    Structure.parts(structure)
        .forEach(
            (step, part) -> {
              var below = FieldSet.append(path, step);
              if (structure instanceof Structure.Elements) {
                set.add(below);
              }
              collect(part, Structure.shape(structure, step), below, set);
            });
  }
}
