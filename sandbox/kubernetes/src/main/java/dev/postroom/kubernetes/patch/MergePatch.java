package dev.postroom.kubernetes.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * JSON merge patch (RFC 7396): objects merge, null removes, everything else replaces.
 *
 * @param patch the object to merge in
 */
public record MergePatch(ObjectNode patch) implements ObjectPatch {

  @Override
  public ObjectNode applyTo(ObjectNode object) {
    return merge(object.deepCopy(), patch);
  }

  private static ObjectNode merge(ObjectNode target, ObjectNode patch) {
    patch
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isNull()) {
                target.remove(field.getKey());
              } else {
                target.set(field.getKey(), merged(target.get(field.getKey()), field.getValue()));
              }
            });
    return target;
  }

  private static JsonNode merged(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode object)) {
      return patch.deepCopy();
    }
    var into = target instanceof ObjectNode map ? map : JsonNodeFactory.instance.objectNode();
    return merge(into, object);
  }
}
