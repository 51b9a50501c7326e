package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Adds to the schema of a custom resource what every resource has without saying so. */
final class ResourceRoot {

  private ResourceRoot() {}

  /** With apiVersion, kind and the whole of ObjectMeta. */
  static Schema withMetadata(Schema written) {
    var root = (ObjectNode) written.json().deepCopy();
    root.put("type", "object");
    var properties = root.withObjectProperty("properties");
    describe(properties.withObjectProperty("apiVersion"), "string", API_VERSION);
    describe(properties.withObjectProperty("kind"), "string", KIND);
    properties.putObject("metadata").put("$ref", BuiltinDefinitions.OBJECT_META_REF);
    return new Schema(root, BuiltinDefinitions.get()::resolve);
  }

  /**
   * With the part of the metadata that CEL rules may look at: the names, which never change. What
   * stands below stays the same node, so that rules are found by it.
   */
  static Schema forRules(Schema written) {
    var root = ((ObjectNode) written.json()).objectNode();
    written.json().properties().forEach(entry -> root.set(entry.getKey(), entry.getValue()));
    var properties = root.putObject("properties");
    written
        .json()
        .path("properties")
        .properties()
        .forEach(entry -> properties.set(entry.getKey(), entry.getValue()));
    properties.set("apiVersion", string(root));
    properties.set("kind", string(root));
    var metadata = properties.putObject("metadata").put("type", "object").putObject("properties");
    metadata.set("name", string(root));
    metadata.set("generateName", string(root));
    return Schema.of(root);
  }

  private static JsonNode string(ObjectNode factory) {
    return factory.objectNode().put("type", "string");
  }

  private static void describe(ObjectNode schema, String type, String description) {
    schema.put("type", type);
    if (!schema.has("description")) {
      schema.put("description", description);
    }
  }

  private static final String API_VERSION =
      "APIVersion defines the versioned schema of this representation of an object.";
  private static final String KIND =
      "Kind is a string value representing the REST resource this object represents.";
}
