package dev.postroom.kubernetes.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.postroom.kubernetes.schema.TypeShape;
import dev.postroom.kubernetes.schema.TypeShape.MapList;
import dev.postroom.kubernetes.schema.TypeShape.SetList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * A value as a walk sees it: a leaf, owned and replaced as a whole, or parts by their steps. A list
 * whose elements cannot be told apart (a key is missing, or two are alike) is a leaf.
 */
sealed interface Structure {

  /** A value without parts. */
  record Leaf() implements Structure {}

  /** An object that merges field by field. */
  record Fields(ObjectNode object, TypeShape shape) implements Structure {}

  /** A list that merges element by element, each element by its step. */
  record Elements(SequencedMap<PathElement, JsonNode> elements, TypeShape shape)
      implements Structure {}

  static Structure of(JsonNode value, TypeShape shape) {
    return switch (value) {
      case ObjectNode object when !shape.atomic() -> new Fields(object, shape);
      case ArrayNode array ->
          elements(array, shape)
              .<Structure>map(elements -> new Elements(elements, shape.element()))
              .orElse(new Leaf());
      default -> new Leaf();
    };
  }

  private static Optional<SequencedMap<PathElement, JsonNode>> elements(
      ArrayNode array, TypeShape shape) {
    SequencedMap<PathElement, JsonNode> elements = new LinkedHashMap<>();
    for (var element : array) {
      var step = step(element, shape);
      if (step.isEmpty() || elements.putIfAbsent(step.get(), element) != null) {
        return Optional.empty();
      }
    }
    return shape instanceof SetList || shape instanceof MapList
        ? Optional.of(elements)
        : Optional.empty();
  }

  private static Optional<PathElement> step(JsonNode element, TypeShape shape) {
    return switch (shape) {
      case SetList ignored -> Optional.of(new PathElement.Value(element));
      case MapList list -> key(element, list);
      default -> Optional.empty();
    };
  }

  private static Optional<PathElement> key(JsonNode element, MapList list) {
    var fields = new TreeMap<String, JsonNode>();
    for (var name : list.keys()) {
      if (element.hasNonNull(name)) {
        fields.put(name, element.get(name));
      } else if (list.defaults().containsKey(name)) {
        fields.put(name, new TextNode(list.defaults().get(name)));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new PathElement.Key(fields));
  }

  /** The shape of the part behind a step. */
  static TypeShape shape(Structure structure, PathElement step) {
    return switch (structure) {
      case Leaf() -> TypeShape.UNKNOWN;
      case Fields(var object, var shape) ->
          step instanceof PathElement.Field(var name) ? shape.child(name) : TypeShape.UNKNOWN;
      case Elements(var elements, var shape) -> shape;
    };
  }

  /** The parts by their steps; none for a leaf. */
  static Map<PathElement, JsonNode> parts(Structure structure) {
    return switch (structure) {
      case Leaf() -> Map.of();
      case Elements(var elements, var shape) -> elements;
      case Fields(var object, var shape) -> {
        Map<PathElement, JsonNode> parts = new LinkedHashMap<>();
        object
            .properties()
            .forEach(f -> parts.put(new PathElement.Field(f.getKey()), f.getValue()));
        yield parts;
      }
    };
  }
}
