package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Checks a value against a schema: its type, its place in the structure, and by {@link
 * ValueConstraints} what is demanded of its value. CEL rules come after it, in {@link
 * ValidationRules}.
 */
final class SchemaValidation {

  private final List<Cause> causes = new ArrayList<>();

  private SchemaValidation() {}

  static List<Cause> validate(JsonNode value, Schema schema, FieldPath path) {
    var validation = new SchemaValidation();
    validation.visit(value, schema, path);
    return List.copyOf(validation.causes);
  }

  private void visit(JsonNode value, Schema schema, FieldPath path) {
    if (value.isNull() && schema.nullable()) {
      return;
    }
    if (!JsonType.matches(value, schema)) {
      causes.add(Cause.typeInvalid(path, JsonType.of(value), JsonType.wanted(schema)));
      return;
    }
    causes.addAll(ValueConstraints.check(value, schema, path));
    if (value instanceof ObjectNode object) {
      object(object, schema, path);
    } else if (value.isArray()) {
      schema
          .items()
          .ifPresent(
              items -> {
                for (int i = 0; i < value.size(); i++) {
                  visit(value.get(i), items, path.index(i));
                }
              });
      causes.addAll(ListTypes.duplicates(value, schema, path));
    }
    alternatives(value, schema, path);
  }

  private void object(ObjectNode object, Schema schema, FieldPath path) {
    for (var name : schema.required()) {
      if (!object.has(name)) {
        causes.add(Cause.required(path.child(name), ""));
      }
    }
    object
        .properties()
        .forEach(
            entry ->
                schema
                    .property(entry.getKey())
                    .or(schema::additionalProperties)
                    .ifPresent(
                        child -> visit(entry.getValue(), child, path.child(entry.getKey()))));
  }

  private void alternatives(JsonNode value, Schema schema, FieldPath path) {
    schema.alternatives("allOf").forEach(each -> causes.addAll(validate(value, each, path)));
    var anyOf = results(value, schema.alternatives("anyOf"), path);
    if (!anyOf.isEmpty() && anyOf.stream().noneMatch(List::isEmpty)) {
      causes.add(summary(value, path, "must validate at least one schema (anyOf)"));
      causes.addAll(closest(anyOf));
    }
    var oneOf = results(value, schema.alternatives("oneOf"), path);
    long valid = oneOf.stream().filter(List::isEmpty).count();
    if (!oneOf.isEmpty() && valid != 1) {
      causes.add(
          summary(
              value,
              path,
              "must validate one and only one schema (oneOf). "
                  + (valid == 0 ? "Found none valid" : "Found " + valid + " valid alternatives")));
      if (valid == 0) {
        causes.addAll(closest(oneOf));
      }
    }
    schema
        .not()
        .filter(not -> validate(value, not, path).isEmpty())
        .ifPresent(not -> causes.add(summary(value, path, "must not validate the schema (not)")));
  }

  private static List<List<Cause>> results(JsonNode value, List<Schema> schemas, FieldPath path) {
    return schemas.stream().map(each -> validate(value, each, path)).toList();
  }

  /** What is wrong with the alternative that comes closest, so that the reader can mend it. */
  private static List<Cause> closest(List<List<Cause>> failures) {
    return failures.stream().min(Comparator.comparingInt(List::size)).orElseThrow();
  }

  private static Cause summary(JsonNode value, FieldPath path, String demand) {
    return Cause.invalid(path, JsonType.of(value), "\"" + path.text() + "\" " + demand);
  }
}
