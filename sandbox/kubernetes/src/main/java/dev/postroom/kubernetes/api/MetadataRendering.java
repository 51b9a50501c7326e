package dev.postroom.kubernetes.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.resource.ResourceType;
import java.util.List;

/** Only the metadata of objects (PartialObjectMetadata). */
final class MetadataRendering implements Rendering {

  private static final String API_VERSION = "meta.k8s.io/v1";

  @Override
  public ObjectNode object(ResourceType type, ObjectNode object) {
    var partial = JsonNodeFactory.instance.objectNode();
    partial.put("kind", "PartialObjectMetadata").put("apiVersion", API_VERSION);
    partial.set("metadata", object.path("metadata"));
    return partial;
  }

  @Override
  public ObjectNode list(ResourceType type, ObjectNode metadata, List<ObjectNode> items) {
    var list = JsonNodeFactory.instance.objectNode();
    list.put("kind", "PartialObjectMetadataList").put("apiVersion", API_VERSION);
    list.set("metadata", metadata);
    var array = list.putArray("items");
    items.forEach(item -> array.add(object(type, item)));
    return list;
  }
}
