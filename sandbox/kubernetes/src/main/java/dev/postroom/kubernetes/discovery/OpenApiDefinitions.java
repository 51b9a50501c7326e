package dev.postroom.kubernetes.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.resource.ResourceType;
import dev.postroom.kubernetes.schema.BuiltinDefinitions;
import dev.postroom.kubernetes.schema.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The definitions of some resources: each one's own, marked with its kind, and all that they refer
 * to.
 */
final class OpenApiDefinitions {

  private final Function<ResourceType, Schema> schemas;

  OpenApiDefinitions(Function<ResourceType, Schema> schemas) {
    this.schemas = schemas;
  }

  /** The name of a resource's definition. */
  static String name(ResourceType type) {
    return BuiltinDefinitions.get()
        .root(type.apiVersion(), type.kind())
        .orElseGet(() -> customName(type));
  }

  /** Definitions by their names, in the order of the names. */
  Map<String, ObjectNode> of(Collection<ResourceType> types) {
    var definitions = new TreeMap<String, ObjectNode>();
    var pending = new ArrayDeque<String>();
    for (var type : types) {
      var definition = (ObjectNode) schemas.apply(type).json().deepCopy();
      definition
          .putArray("x-kubernetes-group-version-kind")
          .addObject()
          .put("group", type.group())
          .put("version", type.version())
          .put("kind", type.kind());
      definitions.put(name(type), definition);
      pending.addAll(references(definition));
    }
    while (!pending.isEmpty()) {
      var ref = pending.removeFirst();
      var name = ref.substring(BuiltinDefinitions.REF_PREFIX.length());
      if (!definitions.containsKey(name)) {
        var definition = (ObjectNode) BuiltinDefinitions.get().resolve(ref).deepCopy();
        definitions.put(name, definition);
        pending.addAll(references(definition));
      }
    }
    return definitions;
  }

  private static String customName(ResourceType type) {
    var labels = new ArrayList<>(List.of(type.group().split("\\.")));
    return String.join(".", labels.reversed()) + "." + type.version() + "." + type.kind();
  }

  private static List<String> references(JsonNode definition) {
    return definition.findValues("$ref").stream()
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .toList();
  }
}
