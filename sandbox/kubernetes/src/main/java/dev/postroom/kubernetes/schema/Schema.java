package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * A node of an OpenAPI v3 schema with the {@code x-kubernetes-*} extensions, read as it is written:
 * the same view serves the schemas of custom resources and the definitions of built-in types, which
 * refer to one another by {@code $ref} and may be recursive.
 *
 * @param json the schema object, never a reference
 * @param definitions finds the schema object a {@code $ref} names
 */
public record Schema(JsonNode json, Function<String, JsonNode> definitions) {

  /** A schema that says nothing about its values. */
  static final Schema ANY = of(JsonNodeFactory.instance.objectNode());

  /** A schema that refers to nothing outside itself, as those of custom resources. */
  public static Schema of(JsonNode json) {
    return new Schema(
        json,
        ref -> {
          throw new IllegalArgumentException("a structural schema has no $ref: " + ref);
        });
  }

  /** The JSON type, empty where the schema does not say. */
  String type() {
    return json.path("type").asText();
  }

  String format() {
    return json.path("format").asText();
  }

  boolean nullable() {
    return json.path("nullable").asBoolean();
  }

  Optional<JsonNode> defaultValue() {
    return Optional.ofNullable(json.get("default"));
  }

  boolean preservesUnknownFields() {
    return json.path("x-kubernetes-preserve-unknown-fields").asBoolean();
  }

  boolean embeddedResource() {
    return json.path("x-kubernetes-embedded-resource").asBoolean();
  }

  boolean intOrString() {
    return json.path("x-kubernetes-int-or-string").asBoolean() || format().equals("int-or-string");
  }

  String listType() {
    return json.path("x-kubernetes-list-type").asText("atomic");
  }

  List<String> listMapKeys() {
    return strings("x-kubernetes-list-map-keys");
  }

  boolean atomicMap() {
    return json.path("x-kubernetes-map-type").asText().equals("atomic");
  }

  List<String> required() {
    return strings("required");
  }

  /** The named fields, in the order of the schema. */
  public Map<String, Schema> properties() {
    var found = new LinkedHashMap<String, Schema>();
    json.path("properties").properties().forEach(p -> found.put(p.getKey(), at(p.getValue())));
    return found;
  }

  Optional<Schema> property(String name) {
    return schema(json.path("properties"), name);
  }

  Optional<Schema> items() {
    return schema(json, "items");
  }

  /** The schema of values under names the schema does not list. */
  Optional<Schema> additionalProperties() {
    return json.path("additionalProperties").isBoolean()
        ? additionalPropertiesAllowed() ? Optional.of(ANY) : Optional.empty()
        : schema(json, "additionalProperties");
  }

  private boolean additionalPropertiesAllowed() {
    return json.path("additionalProperties").asBoolean();
  }

  /** The alternatives under {@code allOf}, {@code anyOf} or {@code oneOf}. */
  List<Schema> alternatives(String keyword) {
    return StreamSupport.stream(json.path(keyword).spliterator(), false).map(this::at).toList();
  }

  Optional<Schema> not() {
    return schema(json, "not");
  }

  private Optional<Schema> schema(JsonNode parent, String name) {
    return parent.path(name).isObject() ? Optional.of(at(parent.get(name))) : Optional.empty();
  }

  private Schema at(JsonNode node) {
    var ref = node.path("$ref");
    return new Schema(ref.isTextual() ? definitions.apply(ref.asText()) : node, definitions);
  }

  private List<String> strings(String keyword) {
    return StreamSupport.stream(json.path(keyword).spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }
}
