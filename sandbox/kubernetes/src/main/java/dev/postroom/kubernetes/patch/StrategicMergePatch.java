package dev.postroom.kubernetes.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.schema.TypeShape;
import dev.postroom.kubernetes.schema.TypeShape.MapList;
import dev.postroom.kubernetes.schema.TypeShape.SetList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/**
 * Strategic merge patch: a merge patch that merges lists by key where the type says so, with
 * directives for what a merge cannot say ({@code util/strategicpatch/patch.go}).
 *
 * @param patch what to merge in
 * @param shape how values of the type merge
 */
public record StrategicMergePatch(ObjectNode patch, TypeShape shape) implements ObjectPatch {

  /** Says what to do with the object it stands in: delete, replace or merge. */
  private static final String DIRECTIVE = "$patch";

  /** Names the fields that may be left in the object it stands in. */
  private static final String RETAIN_KEYS = "$retainKeys";

  /** With a list's name behind it, the order of the elements of that list. */
  private static final String ELEMENT_ORDER = "$setElementOrder/";

  /** With a list's name behind it, the values to take out of that list. */
  private static final String DELETE_FROM_LIST = "$deleteFromPrimitiveList/";

  @Override
  public ObjectNode applyTo(ObjectNode object) {
    return merge(object.deepCopy(), patch, shape);
  }

  private static ObjectNode merge(ObjectNode target, ObjectNode patch, TypeShape shape) {
    switch (patch.path(DIRECTIVE).asText("merge")) {
      case "merge" -> {}
      case "replace" -> {
        var replacement = patch.deepCopy();
        replacement.remove(DIRECTIVE);
        return replacement;
      }
      case "delete" -> {
        return target.objectNode();
      }
      default ->
          throw ApiFailure.badRequest(
              "unknown patch directive \"" + patch.path(DIRECTIVE).asText() + "\"");
    }
    retain(target, patch.path(RETAIN_KEYS));
    for (var field : patch.properties()) {
      if (!field.getKey().startsWith("$")) {
        mergeField(target, field.getKey(), field.getValue(), shape.child(field.getKey()));
      }
    }
    // Deletions and orders come last: they are about lists that are merged by then.
    for (var field : patch.properties()) {
      if (field.getKey().startsWith(DELETE_FROM_LIST)) {
        var list = target.path(field.getKey().substring(DELETE_FROM_LIST.length()));
        deleteValues(list, field.getValue());
      } else if (field.getKey().startsWith(ELEMENT_ORDER)) {
        var name = field.getKey().substring(ELEMENT_ORDER.length());
        order(target.path(name), field.getValue(), shape.child(name));
      }
    }
    return target;
  }

  private static void retain(ObjectNode target, JsonNode keys) {
    if (keys instanceof ArrayNode names) {
      List<String> kept = new ArrayList<>();
      names.forEach(name -> kept.add(name.asText()));
      target.retain(kept);
    }
  }

  private static void mergeField(ObjectNode target, String name, JsonNode patch, TypeShape shape) {
    var current = target.get(name);
    switch (patch) {
      case JsonNode value when value.isNull() -> target.remove(name);
      case ObjectNode object -> {
        var into = current instanceof ObjectNode map ? map : target.objectNode();
        var merged = merge(into, object, shape);
        if (object.path(DIRECTIVE).asText().equals("delete")) {
          target.remove(name);
        } else {
          target.set(name, merged);
        }
      }
      case ArrayNode list -> {
        var into = current instanceof ArrayNode array ? array : target.arrayNode();
        target.set(name, mergeList(into, list, shape));
      }
      default -> target.set(name, patch.deepCopy());
    }
  }

  private static ArrayNode mergeList(ArrayNode target, ArrayNode patch, TypeShape shape) {
    return switch (shape) {
      case SetList ignored -> {
        patch.forEach(
            value -> {
              if (!contains(target, value)) {
                target.add(value.deepCopy());
              }
            });
        yield target;
      }
      case MapList list -> mergeElements(target, patch, list);
      default -> patch.deepCopy();
    };
  }

  private static ArrayNode mergeElements(ArrayNode target, ArrayNode patch, MapList shape) {
    var key = shape.keys().getFirst();
    var result = target;
    for (var element : patch) {
      if (element.path(DIRECTIVE).asText().equals("replace")) {
        // An element that only says so replaces the whole list by the others.
        result = patch.arrayNode();
      }
    }
    for (var element : patch) {
      if (element.size() == 1 && element.has(DIRECTIVE)) {
        continue;
      }
      if (!(element instanceof ObjectNode object)) {
        throw ApiFailure.badRequest(
            "an element of a list that merges by %s must be an object, not %s"
                .formatted(key, element));
      }
      mergeElement(result, object, key, shape.element());
    }
    return result;
  }

  private static void mergeElement(
      ArrayNode target, ObjectNode element, String key, TypeShape shape) {
    if (!element.hasNonNull(key)) {
      throw ApiFailure.badRequest(
          "map: " + element + " does not contain declared merge key: " + key);
    }
    int place = -1;
    for (int i = 0; i < target.size(); i++) {
      if (Objects.equals(target.get(i).get(key), element.get(key))) {
        place = i;
      }
    }
    if (element.path(DIRECTIVE).asText().equals("delete")) {
      if (place >= 0) {
        target.remove(place);
      }
    } else if (place >= 0 && target.get(place) instanceof ObjectNode current) {
      target.set(place, merge(current, element, shape));
    } else {
      target.add(merge(target.objectNode(), element, shape));
    }
  }

  private static void deleteValues(JsonNode list, JsonNode values) {
    if (list instanceof ArrayNode array) {
      values.forEach(value -> array.removeIf(value::equals));
    }
  }

  /** Puts the named elements in the given order; the others follow. */
  private static void order(JsonNode list, JsonNode order, TypeShape shape) {
    if (!(list instanceof ArrayNode array) || !(order instanceof ArrayNode wanted)) {
      return;
    }
    List<JsonNode> left = new ArrayList<>();
    array.forEach(left::add);
    List<JsonNode> ordered = new ArrayList<>();
    for (var sign : wanted) {
      left.stream()
          .filter(element -> identity(element, shape).equals(identity(sign, shape)))
          .findFirst()
          .ifPresent(ordered::add);
    }
    left.removeAll(ordered);
    array.removeAll();
    array.addAll(ordered);
    array.addAll(left);
  }

  private static JsonNode identity(JsonNode element, TypeShape shape) {
    return shape instanceof MapList list ? element.path(list.keys().getFirst()) : element;
  }

  private static boolean contains(ArrayNode array, JsonNode value) {
    return StreamSupport.stream(array.spliterator(), false).anyMatch(value::equals);
  }
}
