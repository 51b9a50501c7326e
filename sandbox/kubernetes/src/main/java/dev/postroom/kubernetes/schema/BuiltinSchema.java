package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * The schema of a built-in resource: fields and their types, read off the Fabric8 model. It knows
 * no defaults and no constraints on values.
 */
public final class BuiltinSchema implements ResourceSchema {

  private final Schema schema;

  private BuiltinSchema(Schema schema) {
    this.schema = schema;
  }

  /** The schema of a kind; empty where the model has no such kind. */
  public static Optional<BuiltinSchema> of(String apiVersion, String kind) {
    var definitions = BuiltinDefinitions.get();
    return definitions
        .root(apiVersion, kind)
        .map(name -> definitions.resolve(BuiltinDefinitions.REF_PREFIX + name))
        .map(json -> new BuiltinSchema(new Schema(json, definitions::resolve)));
  }

  /**
   * {@inheritDoc} As a server that decodes into Go structures does, it also drops nulls, which mean
   * a field's absence.
   */
  @Override
  public List<String> prune(ObjectNode object) {
    Nulls.drop(object);
    return Pruning.prune(object, schema);
  }

  /**
   * What cannot be decoded, for a {@code 400 Bad Request}; empty for an object whose values all
   * have the types of their fields. Drops nulls, in place.
   */
  public List<Cause> undecodable(ObjectNode object) {
    Nulls.drop(object);
    return SchemaValidation.validate(object, schema, FieldPath.ROOT).stream()
        .filter(cause -> cause.reason() == Cause.Reason.TYPE_INVALID)
        .toList();
  }

  @Override
  public TypeShape shape() {
    return SchemaShape.of(schema);
  }

  @Override
  public Schema schema() {
    return schema;
  }
}
