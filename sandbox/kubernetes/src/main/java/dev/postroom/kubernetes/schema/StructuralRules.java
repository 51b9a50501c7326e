package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What makes a schema structural (apiextensions {@code schema/validation.go}): every value has a
 * type, alternatives only constrain what is described outside them, lists that merge say by what,
 * and defaults are valid themselves.
 */
final class StructuralRules {

  private static final Set<String> TYPES =
      Set.of("object", "array", "string", "integer", "number", "boolean");
  private static final Set<String> LIST_TYPES = Set.of("atomic", "set", "map");
  private static final List<String> FORBIDDEN =
      List.of("$ref", "definitions", "dependencies", "patternProperties", "additionalItems");
  private static final List<String> ALTERNATIVES = List.of("allOf", "anyOf", "oneOf");
  private static final List<String> STRUCTURE_IN_ALTERNATIVES =
      List.of(
          "description",
          "default",
          "additionalProperties",
          "nullable",
          "x-kubernetes-preserve-unknown-fields",
          "x-kubernetes-validations");

  private final List<Cause> causes = new ArrayList<>();

  private StructuralRules() {}

  static List<Cause> check(Schema root, FieldPath path) {
    var rules = new StructuralRules();
    if (!root.type().equals("object")) {
      rules.causes.add(
          Cause.invalid(path.child("type"), root.type(), "must be object at the root"));
    }
    rules.visit(root, path);
    return List.copyOf(rules.causes);
  }

  private void visit(Schema schema, FieldPath path) {
    type(schema, path);
    for (var keyword : FORBIDDEN) {
      if (schema.json().has(keyword)) {
        causes.add(Cause.forbidden(path.child(keyword), keyword + " is not supported"));
      }
    }
    if (!schema.properties().isEmpty() && schema.additionalProperties().isPresent()) {
      causes.add(
          Cause.forbidden(
              path.child("additionalProperties"),
              "additionalProperties and properties are mutual exclusive"));
    }
    pattern(schema.json(), path);
    list(schema, path);
    alternatives(schema, path);
    defaultValue(schema, path);
    schema
        .properties()
        .forEach((name, property) -> visit(property, path.child("properties").key(name)));
    schema.items().ifPresent(items -> visit(items, path.child("items")));
    schema
        .additionalProperties()
        .filter(values -> values != Schema.ANY)
        .ifPresent(values -> visit(values, path.child("additionalProperties")));
  }

  private void type(Schema schema, FieldPath path) {
    var type = schema.type();
    if (type.isEmpty() && !schema.intOrString() && !schema.preservesUnknownFields()) {
      causes.add(
          Cause.required(path.child("type"), "must not be empty for specified object fields"));
    } else if (!type.isEmpty() && !TYPES.contains(type)) {
      causes.add(Cause.invalid(path.child("type"), type, "must be one of " + sorted(TYPES)));
    }
    if (type.equals("array") && schema.items().isEmpty()) {
      causes.add(Cause.required(path.child("items"), "must be specified for an array"));
    }
  }

  private void pattern(JsonNode schema, FieldPath path) {
    if (schema.has("pattern")) {
      try {
        Patterns.compile(schema.get("pattern").asText());
      } catch (PatternSyntaxException e) {
        causes.add(
            Cause.invalid(
                path.child("pattern"),
                schema.get("pattern"),
                "must be a valid regular expression, but isn't: " + e.getMessage()));
      }
    }
  }

  private void list(Schema schema, FieldPath path) {
    var type = schema.listType();
    var at = path.child("x-kubernetes-list-type");
    if (!LIST_TYPES.contains(type)) {
      causes.add(Cause.invalid(at, type, "must be one of " + sorted(LIST_TYPES)));
    }
    if (type.equals("map") && schema.listMapKeys().isEmpty()) {
      causes.add(
          Cause.required(
              path.child("x-kubernetes-list-map-keys"), "must not be empty if the list is a map"));
    }
    var items = schema.items().orElse(Schema.ANY);
    for (var key : schema.listMapKeys()) {
      var property = items.property(key);
      if (property.isEmpty()) {
        causes.add(
            Cause.invalid(
                path.child("x-kubernetes-list-map-keys"),
                key,
                "entries must all be names of item properties"));
      } else if (!items.required().contains(key) && property.get().defaultValue().isEmpty()) {
        causes.add(
            Cause.required(
                path.child("items").child("properties").key(key).child("default"),
                "this property is in x-kubernetes-list-map-keys, so it must have a default or be a"
                    + " required property"));
      }
    }
  }

  private void alternatives(Schema schema, FieldPath path) {
    for (var keyword : ALTERNATIVES) {
      var alternatives = schema.alternatives(keyword);
      for (int i = 0; i < alternatives.size(); i++) {
        constraint(alternatives.get(i), schema, path.child(keyword).index(i));
      }
    }
    schema.not().ifPresent(not -> constraint(not, schema, path.child("not")));
  }

  private void constraint(Schema alternative, Schema described, FieldPath path) {
    for (var keyword : STRUCTURE_IN_ALTERNATIVES) {
      if (alternative.json().has(keyword)) {
        causes.add(
            Cause.forbidden(
                path.child(keyword), "must be empty to be structural in an alternative"));
      }
    }
    if (!alternative.type().isEmpty() && !described.intOrString()) {
      causes.add(
          Cause.forbidden(path.child("type"), "must be empty to be structural in an alternative"));
    }
    pattern(alternative.json(), path);
    alternative
        .properties()
        .forEach(
            (name, property) -> {
              var at = path.child("properties").key(name);
              var outside = described.property(name);
              if (outside.isEmpty()) {
                causes.add(Cause.required(at, "must be described outside the alternative as well"));
              } else {
                constraint(property, outside.get(), at);
              }
            });
    alternatives(alternative, path);
  }

  /** Checked as it is written: the defaults of its fields are not filled in before. */
  private void defaultValue(Schema schema, FieldPath path) {
    schema
        .defaultValue()
        .ifPresent(
            value ->
                causes.addAll(SchemaValidation.validate(value, schema, path.child("default"))));
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }
}
