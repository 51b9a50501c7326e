package dev.postroom.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.postroom.kubernetes.resource.GroupResource;
import dev.postroom.kubernetes.resource.ResourceType;
import dev.postroom.kubernetes.schema.BuiltinSchema;
import dev.postroom.kubernetes.schema.Schema;
import dev.postroom.kubernetes.schema.StructuralSchema;
import dev.postroom.kubernetes.store.ObjectKey;
import dev.postroom.kubernetes.store.ObjectStore;
import dev.postroom.kubernetes.table.Table;

/** How a resource is shown and explained: built in, or as its stored definition says. */
final class TypeDescriptions {

  private static final GroupResource DEFINITIONS =
      new GroupResource("apiextensions.k8s.io", "customresourcedefinitions");

  private final ObjectStore store;

  TypeDescriptions(ObjectStore store) {
    this.store = store;
  }

  /** The schema a resource is explained by. */
  Schema schema(ResourceType type) {
    return BuiltinSchema.of(type.apiVersion(), type.kind())
        .map(BuiltinSchema::schema)
        .orElseGet(() -> StructuralSchema.describe(version(type).at("/schema/openAPIV3Schema")));
  }

  /** The columns a resource is shown in. */
  Table table(ResourceType type) {
    var version = version(type);
    return version.isMissingNode()
        ? Table.ofBuiltin(type.groupResource())
        : Table.ofCustom(version.path("additionalPrinterColumns"));
  }

  /** What the definition says of the version; missing for what is built in. */
  private JsonNode version(ResourceType type) {
    var definition = store.get(new ObjectKey(DEFINITIONS, "", type.groupResource().toString()));
    if (definition.isPresent()) {
      for (var version : definition.get().at("/spec/versions")) {
        if (version.path("name").asText().equals(type.version())) {
          return version;
        }
      }
    }
    return MissingNode.getInstance();
  }
}
