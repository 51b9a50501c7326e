package dev.postroom.kubernetes.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.resource.ResourceType;
import java.util.List;

/** Objects as they are, in the version that was asked for. */
final class JsonRendering implements Rendering {

  @Override
  public ObjectNode object(ResourceType type, ObjectNode object) {
    if (object.path("apiVersion").asText().equals(type.apiVersion())) {
      return object;
    }
    // Versions of a custom resource share one shape here: there are no conversion webhooks.
    var copy = object.objectNode();
    copy.setAll(object);
    return copy.put("apiVersion", type.apiVersion());
  }

  @Override
  public ObjectNode list(ResourceType type, ObjectNode metadata, List<ObjectNode> items) {
    var list = JsonNodeFactory.instance.objectNode();
    list.put("kind", type.listKind()).put("apiVersion", type.apiVersion());
    list.set("metadata", metadata);
    var array = list.putArray("items");
    items.forEach(item -> array.add(object(type, item)));
    return list;
  }
}
