package dev.postroom.kubernetes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.resource.ResourceType;
import java.util.List;

/** The form in which a client takes objects, chosen by its Accept header. */
interface Rendering {

  /** One object, also as part of a watch event. */
  ObjectNode object(ResourceType type, ObjectNode object);

  /**
   * A list.
   *
   * @param metadata the list's own metadata
   */
  ObjectNode list(ResourceType type, ObjectNode metadata, List<ObjectNode> items);
}
