package dev.postroom.kubernetes.schema;

import java.util.HashMap;
import java.util.Map;

/**
 * The merge shape of a schema, by the rules of the API server: lists are atomic unless {@code
 * x-kubernetes-list-type} says otherwise, objects merge field by field unless {@code
 * x-kubernetes-map-type} is atomic.
 */
final class SchemaShape {

  private SchemaShape() {}

  static TypeShape of(Schema schema) {
    return switch (schema.type()) {
      case "object" -> object(schema);
      case "array" -> list(schema);
      case "" -> schema.intOrString() ? TypeShape.SCALAR : TypeShape.UNKNOWN;
      default -> TypeShape.SCALAR;
    };
  }

  private static TypeShape object(Schema schema) {
    var properties = schema.properties();
    if (!properties.isEmpty()) {
      return new TypeShape.Struct(
          properties.keySet(), field -> of(properties.get(field)), schema.atomicMap());
    }
    return schema
        .additionalProperties()
        .<TypeShape>map(values -> new TypeShape.MapOf(of(values), schema.atomicMap()))
        .orElseGet(
            () ->
                schema.atomicMap()
                    ? new TypeShape.MapOf(TypeShape.UNKNOWN, true)
                    : TypeShape.UNKNOWN);
  }

  private static TypeShape list(Schema schema) {
    var items = schema.items().orElse(Schema.ANY);
    return switch (schema.listType()) {
      case "set" -> new TypeShape.SetList(of(items));
      case "map" ->
          new TypeShape.MapList(schema.listMapKeys(), keyDefaults(schema, items), of(items));
      default -> new TypeShape.AtomicList(of(items));
    };
  }

  private static Map<String, String> keyDefaults(Schema schema, Schema items) {
    var defaults = new HashMap<String, String>();
    for (var key : schema.listMapKeys()) {
      items
          .property(key)
          .flatMap(Schema::defaultValue)
          .ifPresent(value -> defaults.put(key, value.asText()));
    }
    return defaults;
  }
}
