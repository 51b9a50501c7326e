package dev.postroom.kubernetes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.resource.ResourceType;
import dev.postroom.kubernetes.table.Table;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/**
 * Objects as the rows of a table.
 *
 * @param tables the table of a resource
 * @param include how much of an object goes with its row
 * @param clock what ages count by
 */
record TableRendering(
    Function<ResourceType, Table> tables, Table.IncludeObject include, Clock clock)
    implements Rendering {

  @Override
  public ObjectNode object(ResourceType type, ObjectNode object) {
    var metadata = object.objectNode();
    metadata.set("resourceVersion", object.at("/metadata/resourceVersion"));
    return document(type, metadata, List.of(object));
  }

  @Override
  public ObjectNode list(ResourceType type, ObjectNode metadata, List<ObjectNode> items) {
    return document(type, metadata, items);
  }

  private ObjectNode document(ResourceType type, ObjectNode metadata, List<ObjectNode> items) {
    return tables.apply(type).document(metadata, items, include, clock.instant());
  }
}
