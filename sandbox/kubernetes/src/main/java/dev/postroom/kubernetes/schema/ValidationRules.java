package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The CEL rules of a schema, compiled once. They are evaluated on values that are valid otherwise,
 * outer rules before inner ones. A rule that refers to {@code oldSelf} is evaluated only where
 * there is an old value to compare with: fields and map entries by their name, elements of list
 * maps by their keys, elements of other lists never.
 */
final class ValidationRules {

  /**
   * Rules evaluated for one object. Together with {@link RuleCompiler#MAXIMUM_ITERATIONS} it bounds
   * how long a write can hold up all others.
   */
  static final int MAXIMUM_EVALUATIONS = 10_000;

  private final Schema schema;
  private final Map<JsonNode, List<ValidationRule>> rules;

  private ValidationRules(Schema schema, Map<JsonNode, List<ValidationRule>> rules) {
    this.schema = schema;
    this.rules = rules;
  }

  /**
   * @param schemaPath where the schema stands in its definition, for errors
   * @throws InvalidSchemaException if a rule does not compile
   */
  static ValidationRules compile(Schema schema, FieldPath schemaPath) {
    var rules = new IdentityHashMap<JsonNode, List<ValidationRule>>();
    var compiler = new RuleCompiler();
    collect(schema, FieldPath.ROOT, schemaPath, compiler, rules);
    if (!compiler.causes().isEmpty()) {
      throw new InvalidSchemaException(compiler.causes());
    }
    return new ValidationRules(schema, rules);
  }

  private static void collect(
      Schema schema,
      FieldPath valuePath,
      FieldPath schemaPath,
      RuleCompiler compiler,
      Map<JsonNode, List<ValidationRule>> rules) {
    var here = compiler.compile(schema, valuePath, schemaPath);
    if (!here.isEmpty()) {
      rules.put(schema.json(), here);
    }
    schema
        .properties()
        .forEach(
            (name, property) ->
                collect(
                    property,
                    valuePath.child(name),
                    schemaPath.child("properties").key(name),
                    compiler,
                    rules));
    schema
        .items()
        .ifPresent(
            items ->
                collect(items, valuePath.index(0), schemaPath.child("items"), compiler, rules));
    schema
        .additionalProperties()
        .ifPresent(
            values ->
                collect(
                    values,
                    valuePath.key("*"),
                    schemaPath.child("additionalProperties"),
                    compiler,
                    rules));
  }

  /** What rules object to, given the value before where there was one. */
  List<Cause> check(JsonNode value, Optional<JsonNode> old) {
    if (rules.isEmpty()) {
      return List.of();
    }
    var walk = new Walk();
    walk.check(value, old, schema, FieldPath.ROOT);
    return List.copyOf(walk.causes);
  }

  /** One walk over a value, on a budget. */
  private final class Walk {

    private final List<Cause> causes = new ArrayList<>();
    private int evaluations;

    private void check(JsonNode value, Optional<JsonNode> old, Schema schema, FieldPath path) {
      if (value.isNull()) {
        return;
      }
      evaluate(value, old.filter(before -> !before.isNull()), schema, path);
      if (value.isObject()) {
        value
            .properties()
            .forEach(
                entry -> {
                  var name = entry.getKey();
                  var before =
                      schema.atomicMap()
                          ? Optional.<JsonNode>empty()
                          : old.map(object -> object.get(name));
                  if (schema.property(name).isPresent()) {
                    var property = schema.property(name).get();
                    check(entry.getValue(), before, property, path.child(name));
                  } else {
                    schema
                        .additionalProperties()
                        .ifPresent(
                            values -> check(entry.getValue(), before, values, path.key(name)));
                  }
                });
      } else if (value.isArray() && schema.items().isPresent()) {
        for (int i = 0; i < value.size(); i++) {
          var element = value.get(i);
          var before = old.flatMap(list -> sameElement(list, element, schema));
          check(element, before, schema.items().get(), path.index(i));
        }
      }
    }

    private void evaluate(JsonNode value, Optional<JsonNode> old, Schema schema, FieldPath path) {
      var here = rules.getOrDefault(schema.json(), List.of());
      if (here.isEmpty()) {
        return;
      }
      var self = CelValues.of(value, schema);
      var oldSelf = old.map(before -> CelValues.of(before, schema));
      for (var rule : here) {
        if (evaluations > MAXIMUM_EVALUATIONS) {
          return;
        }
        if (rule.transition() && oldSelf.isEmpty() && !rule.optionalOldSelf()) {
          continue;
        }
        var variables = new HashMap<String, Object>(Map.of("self", self));
        if (rule.optionalOldSelf()) {
          variables.put("oldSelf", oldSelf);
        } else {
          oldSelf.ifPresent(before -> variables.put("oldSelf", before));
        }
        if (++evaluations > MAXIMUM_EVALUATIONS) {
          causes.add(
              Cause.forbidden(
                  path,
                  "validation failed due to running out of cost budget, no further validation rules"
                      + " will be run: an object may have %d rules evaluated, give its lists maxItems"
                          .formatted(MAXIMUM_EVALUATIONS)));
          return;
        }
        rule.check(variables, schema.type(), path).ifPresent(causes::add);
      }
    }
  }

  private static Optional<JsonNode> sameElement(JsonNode list, JsonNode element, Schema schema) {
    if (!schema.listType().equals("map")) {
      return Optional.empty();
    }
    var keys = ListTypes.keys(element, schema);
    for (var candidate : list) {
      if (ListTypes.keys(candidate, schema).equals(keys)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
