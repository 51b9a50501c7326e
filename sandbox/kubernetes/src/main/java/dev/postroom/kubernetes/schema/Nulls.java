package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Nulls in what a server decodes into Go structures: they mean that the field is absent. Clients
 * send them, kubectl for instance {@code creationTimestamp: null}.
 */
final class Nulls {

  private Nulls() {}

  /** Removes fields that are null, at every depth, in place. */
  static void drop(JsonNode value) {
    if (value instanceof ObjectNode object) {
      object.removeIf(JsonNode::isNull);
    }
    if (value instanceof ObjectNode || value instanceof ArrayNode) {
      value.forEach(Nulls::drop);
    }
  }
}
