package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Removes what a schema does not describe (apiextensions {@code schema/pruning}), and tells what it
 * was. Objects that {@code x-kubernetes-preserve-unknown-fields} keep their unknown fields; the
 * fields they do describe are pruned inside nevertheless.
 */
final class Pruning {

  private static final Set<String> RESOURCE_FIELDS = Set.of("apiVersion", "kind", "metadata");

  private final List<String> unknown = new ArrayList<>();

  private Pruning() {}

  /** Prunes in place and returns the paths that went, in the order of the document. */
  static List<String> prune(ObjectNode object, Schema schema) {
    var pruning = new Pruning();
    pruning.visit(object, schema, FieldPath.ROOT);
    return List.copyOf(pruning.unknown);
  }

  private void visit(JsonNode value, Schema schema, FieldPath path) {
    switch (value) {
      case ObjectNode object -> object(object, schema, path);
      case ArrayNode array ->
          schema
              .items()
              .ifPresent(
                  items -> {
                    for (int i = 0; i < array.size(); i++) {
                      visit(array.get(i), items, path.index(i));
                    }
                  });
      default -> {
        // A scalar has nothing to prune; whether it may stand here is validation's question.
      }
    }
  }

  private void object(ObjectNode object, Schema schema, FieldPath path) {
    if (schema.type().isEmpty() && schema.properties().isEmpty()) {
      return;
    }
    var entries = object.properties().iterator();
    while (entries.hasNext()) {
      var entry = entries.next();
      var name = entry.getKey();
      Optional<Schema> known = schema.property(name).or(schema::additionalProperties);
      if (known.isPresent()) {
        visit(entry.getValue(), known.get(), path.child(name));
      } else if (!keeps(schema, name)) {
        unknown.add(path.child(name).text());
        entries.remove();
      }
    }
  }

  private static boolean keeps(Schema schema, String name) {
    return schema.preservesUnknownFields()
        || schema.embeddedResource() && RESOURCE_FIELDS.contains(name);
  }
}
