package dev.postroom.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.resource.ScalePaths;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The scale subresource: one small view ({@code autoscaling/v1 Scale}) of objects that have
 * replicas, whatever their type.
 *
 * @param paths where the type keeps what the view shows
 */
record ScaleView(ScalePaths paths) {

  /** The view of an object. */
  ObjectNode of(ObjectNode object) {
    var scale = JsonNodeFactory.instance.objectNode();
    scale.put("kind", "Scale").put("apiVersion", "autoscaling/v1");
    var metadata = scale.putObject("metadata");
    for (var field : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
      if (object.path("metadata").has(field)) {
        metadata.set(field, object.path("metadata").get(field));
      }
    }
    scale.putObject("spec").put("replicas", at(object, paths.specReplicas()).asInt());
    var status = scale.putObject("status");
    status.put("replicas", at(object, paths.statusReplicas()).asInt());
    paths.labelSelector().ifPresent(path -> status.put("selector", selector(at(object, path))));
    return scale;
  }

  /**
   * The object with the replicas that a changed view asks for.
   *
   * @throws ApiFailure with reason BadRequest where that is no count
   */
  ObjectNode writeTo(ObjectNode object, ObjectNode scale) {
    var replicas = scale.at("/spec/replicas");
    if (!replicas.isMissingNode() && (!replicas.isInt() || replicas.asInt() < 0)) {
      throw ApiFailure.badRequest("spec.replicas must be a whole number of 0 or more");
    }
    var changed = object.deepCopy();
    var path = paths.specReplicas();
    int last = path.lastIndexOf('.');
    changed
        .withObject(pointer(path.substring(0, last)))
        .put(path.substring(last + 1), replicas.asInt());
    var version = scale.at("/metadata/resourceVersion").asText("");
    if (!version.isEmpty()) {
      changed.withObject("/metadata").put("resourceVersion", version);
    }
    return changed;
  }

  private static JsonNode at(ObjectNode object, String path) {
    return object.at(pointer(path));
  }

  /** {@code .spec.replicas} as a JSON pointer. */
  private static String pointer(String path) {
    return path.replace('.', '/');
  }

  private static String selector(JsonNode selector) {
    if (selector.isTextual()) {
      return selector.asText();
    }
    return selector.path("matchLabels").properties().stream()
        .map(label -> label.getKey() + "=" + label.getValue().asText())
        .collect(Collectors.joining(","));
  }
}
