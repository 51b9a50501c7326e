package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The CEL rules of a schema, compiled once. They are evaluated on values that are valid otherwise,
 * outer rules before inner ones. A rule that refers to {@code oldSelf} is evaluated only where
 * there is an old value to compare with: fields and map entries by their name, elements of list
 * maps by their keys, elements of other lists never.
 */
final class ValidationRules {

  /** Evaluations of rules for one object. */
  static final int MAXIMUM_EVALUATIONS = 10_000;

  /**
   * Time for the rules of one object, looked at between two of them: it bounds how long a write can
   * hold up all others. {@link RuleCompiler#MAXIMUM_ITERATIONS} bounds a single one.
   */
  static final Duration MAXIMUM_TIME = Duration.ofSeconds(10);

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
    var compiler = new RuleCompiler(schemaPath);
    collect(schema, FieldPath.ROOT, schemaPath, Optional.of(1.0), compiler, rules);
    if (!compiler.causes().isEmpty()) {
      throw new InvalidSchemaException(compiler.causes());
    }
    return new ValidationRules(schema, rules);
  }

  private static void collect(
      Schema schema,
      FieldPath valuePath,
      FieldPath schemaPath,
      Optional<Double> times,
      RuleCompiler compiler,
      Map<JsonNode, List<ValidationRule>> rules) {
    double atMost = times.orElseGet(() -> (double) LargestSize.timesInARequest(schema));
    var here = compiler.compile(schema, valuePath, schemaPath, atMost);
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
                    times,
                    compiler,
                    rules));
    schema
        .items()
        .ifPresent(
            items ->
                collect(
                    items,
                    valuePath.index(0),
                    schemaPath.child("items"),
                    times.flatMap(each -> bound(schema, "maxItems").map(most -> each * most)),
                    compiler,
                    rules));
    schema
        .additionalProperties()
        .ifPresent(
            values ->
                collect(
                    values,
                    valuePath.key("*"),
                    schemaPath.child("additionalProperties"),
                    times.flatMap(each -> bound(schema, "maxProperties").map(most -> each * most)),
                    compiler,
                    rules));
  }

  /** Without a bound it is not known how many there are; only a request's size then limits them. */
  private static Optional<Double> bound(Schema schema, String keyword) {
    return Optional.ofNullable(schema.json().get(keyword)).map(JsonNode::asDouble);
  }

  /** What rules object to, given the value before where there was one. */
  List<Cause> check(JsonNode value, Optional<JsonNode> old) {
    return check(value, old, System::nanoTime);
  }

  /** Whether there are none. */
  boolean isEmpty() {
    return rules.isEmpty();
  }

  /**
   * What rules object to in the defaults of the schema. A default is looked at as it is written,
   * without the defaults of the fields in it, and as what the value was before.
   *
   * @param schemaPath where the schema stands in its definition
   */
  List<Cause> checkDefaults(FieldPath schemaPath) {
    var walk = new Walk(System::nanoTime);
    defaults(schema, schemaPath, walk);
    return List.copyOf(walk.causes);
  }

  private static void defaults(Schema schema, FieldPath path, Walk walk) {
    schema
        .defaultValue()
        .ifPresent(value -> walk.check(value, Optional.of(value), schema, path.child("default")));
    schema.items().ifPresent(items -> defaults(items, path.child("items"), walk));
    schema
        .properties()
        .forEach((name, field) -> defaults(field, path.child("properties").key(name), walk));
  }

  List<Cause> check(JsonNode value, Optional<JsonNode> old, LongSupplier nanoTime) {
    if (rules.isEmpty()) {
      return List.of();
    }
    var walk = new Walk(nanoTime);
    walk.check(value, old, schema, FieldPath.ROOT);
    return List.copyOf(walk.causes);
  }

  /** One walk over a value, on a budget. */
  private final class Walk {

    private final List<Cause> causes = new ArrayList<>();
    private final LongSupplier nanoTime;
    private final long start;
    private int evaluations;
    private boolean spent;

    Walk(LongSupplier nanoTime) {
      this.nanoTime = nanoTime;
      this.start = nanoTime.getAsLong();
    }

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

    /** Whether the budget allows no further evaluation; the first time it is, a cause says so. */
    private boolean spent(FieldPath path) {
      if (!spent
          && (evaluations++ == MAXIMUM_EVALUATIONS
              || nanoTime.getAsLong() - start > MAXIMUM_TIME.toNanos())) {
        spent = true;
        causes.add(
            Cause.forbidden(
                path,
                "validation failed due to running out of cost budget, no further validation rules"
                    + " will be run: those of one object may be evaluated %d times and take %d s,"
                        .formatted(MAXIMUM_EVALUATIONS, MAXIMUM_TIME.toSeconds())
                    + " give its lists maxItems"));
      }
      return spent;
    }

    private void evaluate(JsonNode value, Optional<JsonNode> old, Schema schema, FieldPath path) {
      var here = rules.getOrDefault(schema.json(), List.of());
      if (here.isEmpty()) {
        return;
      }
      var self = CelValues.of(value, schema);
      var oldSelf = old.map(before -> CelValues.of(before, schema));
      for (var rule : here) {
        if (rule.transition() && oldSelf.isEmpty() && !rule.optionalOldSelf()) {
          continue;
        }
        var variables = new HashMap<String, Object>(Map.of("self", self));
        if (rule.optionalOldSelf()) {
          variables.put("oldSelf", oldSelf);
        } else {
          oldSelf.ifPresent(before -> variables.put("oldSelf", before));
        }
        if (spent(path)) {
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
