package dev.postroom.kubernetes.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.resource.GroupResource;
import dev.postroom.kubernetes.resource.ResourceType;
import dev.postroom.kubernetes.resource.ResourceTypes;
import dev.postroom.kubernetes.resource.ScalePaths;
import dev.postroom.kubernetes.schema.FieldPath;
import dev.postroom.kubernetes.schema.StructuralSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/** Serves what CustomResourceDefinitions define, from their creation to their end. */
final class CustomResources {

  private final ResourceTypes types;
  private final Map<ResourceType, TypeRules> rules = new ConcurrentHashMap<>();

  CustomResources(ResourceTypes types) {
    this.types = types;
  }

  /** Serves the versions of a definition that was created or changed. */
  void defined(ObjectNode definition) {
    List<ResourceType> served = new ArrayList<>();
    for (var version : definition.at("/spec/versions")) {
      if (version.path("served").asBoolean()) {
        var type = type(definition, version);
        var schema =
            StructuralSchema.compile(version.at("/schema/openAPIV3Schema"), FieldPath.ROOT);
        rules.put(type, new CustomRules(schema, type.status()));
        served.add(type);
      }
    }
    types.define(resource(definition), served);
    rules.keySet().retainAll(types.all());
  }

  /** No longer serves a definition. */
  void removed(ObjectNode definition) {
    types.undefine(resource(definition));
    rules.keySet().retainAll(types.all());
  }

  /** The rules of a defined resource. */
  TypeRules rules(ResourceType type) {
    return rules.get(type);
  }

  private static GroupResource resource(JsonNode definition) {
    return new GroupResource(
        definition.at("/spec/group").asText(), definition.at("/spec/names/plural").asText());
  }

  private static ResourceType type(JsonNode definition, JsonNode version) {
    var names = definition.at("/spec/names");
    return new ResourceType(
        definition.at("/spec/group").asText(),
        version.path("name").asText(),
        names.path("kind").asText(),
        names.path("plural").asText(),
        names.path("singular").asText(),
        texts(names.path("shortNames")),
        texts(names.path("categories")),
        definition.at("/spec/scope").asText().equals("Namespaced"),
        ResourceType.ALL_VERBS,
        version.at("/subresources/status").isObject(),
        scale(version.at("/subresources/scale")));
  }

  private static Optional<ScalePaths> scale(JsonNode scale) {
    if (!scale.isObject()) {
      return Optional.empty();
    }
    return Optional.of(
        new ScalePaths(
            scale.path("specReplicasPath").asText(),
            scale.path("statusReplicasPath").asText(),
            Optional.ofNullable(scale.get("labelSelectorPath")).map(JsonNode::asText)));
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
