package dev.postroom.kubernetes.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The JSON form of a field set in managedFields: each step is a key, an empty object below it says
 * that the path ends there, a key {@code .} that it ends there and goes on as well.
 */
final class FieldsV1 {

  private static final String SELF = ".";

  private FieldsV1() {}

  static FieldSet parse(JsonNode json) {
    Set<PathElement> members = new LinkedHashSet<>();
    Map<PathElement, FieldSet> children = new LinkedHashMap<>();
    json.properties()
        .forEach(
            entry -> {
              if (entry.getKey().equals(SELF)) {
                return;
              }
              var step = PathElement.decode(entry.getKey());
              var below = entry.getValue();
              if (below.isEmpty() || below.has(SELF)) {
                members.add(step);
              }
              var set = parse(below);
              if (!set.isEmpty()) {
                children.put(step, set);
              }
            });
    return new FieldSet(members, children);
  }

  static ObjectNode render(FieldSet set) {
    // Sorted, so that the same set is always the same text.
    Map<String, ObjectNode> entries = new TreeMap<>();
    set.children().forEach((step, below) -> entries.put(step.encoded(), render(below)));
    for (var member : set.members()) {
      var below = entries.get(member.encoded());
      entries.put(member.encoded(), below == null ? empty() : withSelf(below));
    }
    var json = empty();
    json.setAll(entries);
    return json;
  }

  private static ObjectNode withSelf(ObjectNode below) {
    var json = empty();
    json.putObject(SELF);
    json.setAll(below);
    return json;
  }

  private static ObjectNode empty() {
    return JsonNodeFactory.instance.objectNode();
  }
}
