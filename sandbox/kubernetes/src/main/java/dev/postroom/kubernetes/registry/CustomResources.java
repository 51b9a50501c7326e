package dev.postroom.kubernetes.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.failure.ApiFailure;
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
  private final Map<Served, TypeRules> rules = new ConcurrentHashMap<>();

  /** What a URL names: two states of a definition may serve it, one after the other. */
  private record Served(GroupResource resource, String version) {
    static Served of(ResourceType type) {
      return new Served(type.groupResource(), type.version());
    }
  }

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
        rules.put(Served.of(type), new CustomRules(schema, type.status()));
        served.add(type);
      }
    }
    types.define(resource(definition), served);
    forgetUnserved();
  }

  /** No longer serves a definition. */
  void removed(ObjectNode definition) {
    types.undefine(resource(definition));
    forgetUnserved();
  }

  /**
   * The rules of a defined resource.
   *
   * @throws ApiFailure with reason NotFound where it is no longer served
   */
  TypeRules rules(ResourceType type) {
    return Optional.ofNullable(rules.get(Served.of(type))).orElseThrow(ApiFailure::noSuchPath);
  }

  private void forgetUnserved() {
    rules.keySet().retainAll(types.all().stream().map(Served::of).toList());
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
