package dev.postroom.kubernetes.schema;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What rules may say about a schema: its types as CEL sees them, so that a rule that names a field
 * which is not there is refused before any object meets it (apiserver {@code
 * cel/common/schemas.go}). Values the schema does not describe are not visible to rules.
 */
final class CelTypes implements CelTypeProvider {

  private final Map<String, CelType> structs = new HashMap<>();

  /** The type of values of this schema; empty where the schema does not say. */
  Optional<CelType> of(Schema schema, FieldPath path) {
    if (schema.intOrString()) {
      return Optional.of(SimpleType.DYN);
    }
    return switch (schema.type()) {
      case "boolean" -> Optional.of(SimpleType.BOOL);
      case "integer" -> Optional.of(SimpleType.INT);
      case "number" -> Optional.of(SimpleType.DOUBLE);
      case "string" -> Optional.of(string(schema));
      case "array" ->
          schema.items().flatMap(items -> of(items, path.index(0))).map(ListType::create);
      case "object" -> object(schema, path);
      default -> Optional.empty();
    };
  }

  private static CelType string(Schema schema) {
    return switch (schema.format()) {
      case "byte" -> SimpleType.BYTES;
      case "date", "date-time" -> SimpleType.TIMESTAMP;
      case "duration" -> SimpleType.DURATION;
      default -> SimpleType.STRING;
    };
  }

  private Optional<CelType> object(Schema schema, FieldPath path) {
    var values = schema.additionalProperties();
    if (schema.properties().isEmpty() && values.isPresent()) {
      return of(values.get(), path.key("*")).map(type -> MapType.create(SimpleType.STRING, type));
    }
    var fields = new HashMap<String, CelType>();
    schema
        .properties()
        .forEach(
            (name, property) ->
                of(property, path.child(name))
                    .ifPresent(type -> fields.put(CelNames.escape(name), type)));
    var name = "object" + (path.text().isEmpty() ? "" : "." + path.text());
    var struct =
        StructType.create(
            name,
            ImmutableSet.copyOf(fields.keySet()),
            field -> Optional.ofNullable(fields.get(field)));
    structs.put(name, struct);
    return Optional.of(struct);
  }

  @Override
  public ImmutableCollection<CelType> types() {
    return ImmutableList.copyOf(structs.values());
  }

  @Override
  public Optional<CelType> findType(String name) {
    return Optional.ofNullable(structs.get(name));
  }
}
