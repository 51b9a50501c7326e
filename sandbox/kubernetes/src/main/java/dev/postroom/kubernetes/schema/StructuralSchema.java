package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The schema of a custom resource in one version, compiled from {@code schema.openAPIV3Schema}. On
 * a write, call {@link #prune}, {@link #applyDefaults}, {@link #validate} in this order; on a read
 * of what an older definition stored, {@link #prune} and {@link #applyDefaults}. Thread-safe.
 */
public final class StructuralSchema implements ResourceSchema {

  private static final CompiledSchemas LATELY = new CompiledSchemas();

  private final Schema written;
  private final Schema complete;
  private final ValidationRules rules;

  private StructuralSchema(Schema written, Schema complete, ValidationRules rules) {
    this.written = written;
    this.complete = complete;
    this.rules = rules;
  }

  /**
   * Compiles a schema, or finds it if it was compiled lately.
   *
   * @param openApiV3Schema the schema of a CustomResourceDefinition's version
   * @param path where it stands in the definition, for errors
   * @throws InvalidSchemaException if it is not structural, a default does not fit its schema or a
   *     rule, or a rule does not compile
   */
  public static StructuralSchema compile(JsonNode openApiV3Schema, FieldPath path) {
    return LATELY.get(openApiV3Schema, schema -> compileAfresh(schema, path));
  }

  private static StructuralSchema compileAfresh(JsonNode openApiV3Schema, FieldPath path) {
    var written = Schema.of(openApiV3Schema);
    var causes = StructuralRules.check(written, path);
    if (!causes.isEmpty()) {
      throw new InvalidSchemaException(causes);
    }
    var rules = ValidationRules.compile(ResourceRoot.forRules(written), path);
    var objections = rules.checkDefaults(path);
    if (!objections.isEmpty()) {
      throw new InvalidSchemaException(objections);
    }
    return new StructuralSchema(written, ResourceRoot.withMetadata(written), rules);
  }

  /** The whole of a schema, metadata included, to explain a resource by; nothing is checked. */
  public static Schema describe(JsonNode openApiV3Schema) {
    return ResourceRoot.withMetadata(Schema.of(openApiV3Schema));
  }

  @Override
  public List<String> prune(ObjectNode object) {
    Nulls.drop(object.path("metadata"));
    return Pruning.prune(object, complete);
  }

  /** Fills in defaults in place; a second time changes nothing. */
  public void applyDefaults(ObjectNode object) {
    Defaulting.apply(object, written);
  }

  /**
   * What is wrong with a pruned and defaulted object. Rules are asked too unless something is
   * missing, of another type or too large, as they rely on that; then a cause says that they were
   * not.
   *
   * @param old the object before, for rules about transitions; empty on creation
   */
  public List<Cause> validate(ObjectNode object, Optional<ObjectNode> old) {
    var causes = new ArrayList<Cause>();
    causes.addAll(MetadataValidation.types(object));
    causes.addAll(SchemaValidation.validate(object, written, FieldPath.ROOT));
    if (causes.stream().map(Cause::reason).noneMatch(Cause.Reason::hindersRules)) {
      causes.addAll(rules.check(object, old.map(JsonNode.class::cast)));
    } else if (!rules.isEmpty()) {
      causes.add(Cause.RULES_NOT_CHECKED);
    }
    return List.copyOf(causes);
  }

  @Override
  public TypeShape shape() {
    return SchemaShape.of(complete);
  }

  @Override
  public Schema schema() {
    return complete;
  }
}
