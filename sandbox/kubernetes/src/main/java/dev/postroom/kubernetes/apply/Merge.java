package dev.postroom.kubernetes.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.schema.TypeShape;
import java.util.ArrayList;
import java.util.List;

/** Puts what is applied into what there is ({@code typed/merge.go}). */
final class Merge {

  private Merge() {}

  /** The live object with the applied values in it; neither is changed. */
  static ObjectNode merge(ObjectNode live, ObjectNode applied, TypeShape shape) {
    return (ObjectNode) value(live, applied, shape);
  }

  private static JsonNode value(JsonNode live, JsonNode applied, TypeShape shape) {
    var is = Structure.of(live, shape);
    var wanted = Structure.of(applied, shape);
    if (is instanceof Structure.Fields(var object, var s)
        && wanted instanceof Structure.Fields(var with, var same)) {
      return fields(object, with, shape);
    }
    if (is instanceof Structure.Elements old && wanted instanceof Structure.Elements with) {
      return elements(old, with);
    }
    return applied.deepCopy();
  }

  private static ObjectNode fields(ObjectNode live, ObjectNode applied, TypeShape shape) {
    var merged = live.deepCopy();
    applied
        .properties()
        .forEach(
            field -> {
              var name = field.getKey();
              var old = live.get(name);
              merged.set(
                  name,
                  old == null
                      ? field.getValue().deepCopy()
                      : value(old, field.getValue(), shape.child(name)));
            });
    return merged;
  }

  /**
   * Applied elements in the order in which they were applied, the others where they were between
   * them.
   */
  private static JsonNode elements(Structure.Elements live, Structure.Elements applied) {
    var merged = JsonNodeFactory.instance.arrayNode();
    List<PathElement> waiting = new ArrayList<>(live.elements().keySet());
    applied
        .elements()
        .forEach(
            (step, element) -> {
              int place = waiting.indexOf(step);
              if (place >= 0) {
                var before = waiting.subList(0, place + 1);
                before.stream()
                    .filter(other -> !applied.elements().containsKey(other))
                    .forEach(other -> merged.add(live.elements().get(other).deepCopy()));
                before.clear();
              }
              var old = live.elements().get(step);
              merged.add(old == null ? element.deepCopy() : value(old, element, applied.shape()));
            });
    waiting.stream()
        .filter(other -> !applied.elements().containsKey(other))
        .forEach(other -> merged.add(live.elements().get(other).deepCopy()));
    return merged;
  }
}
