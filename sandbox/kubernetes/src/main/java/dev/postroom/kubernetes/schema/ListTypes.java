package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Lists whose elements must be distinct: sets by their value, maps by their keys. */
final class ListTypes {

  private ListTypes() {}

  /** A cause for every element that an earlier one makes a duplicate. */
  static List<Cause> duplicates(JsonNode list, Schema schema, FieldPath path) {
    var type = schema.listType();
    if (!type.equals("set") && !type.equals("map")) {
      return List.of();
    }
    var causes = new ArrayList<Cause>();
    var seen = new HashSet<JsonNode>();
    for (int i = 0; i < list.size(); i++) {
      var identity = type.equals("set") ? list.get(i) : keys(list.get(i), schema);
      if (!seen.add(identity)) {
        causes.add(Cause.duplicate(path.index(i), identity));
      }
    }
    return causes;
  }

  /** The keys of an element of a list map, those that are absent left out. */
  static JsonNode keys(JsonNode element, Schema schema) {
    var keys = JsonNodeFactory.instance.objectNode();
    for (var key : schema.listMapKeys()) {
      if (element.has(key)) {
        keys.set(key, element.get(key));
      }
    }
    return keys;
  }
}
