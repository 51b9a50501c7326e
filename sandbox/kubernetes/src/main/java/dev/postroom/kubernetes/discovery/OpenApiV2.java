package dev.postroom.kubernetes.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.postroom.kubernetes.resource.ResourceType;
import dev.postroom.kubernetes.resource.ResourceTypes;
import dev.postroom.kubernetes.schema.BuiltinDefinitions;
import dev.postroom.kubernetes.schema.Schema;
import java.util.List;
import java.util.function.Function;

/**
 * {@code /openapi/v2}, one document for everything: what kubectl up to 1.26 validates and explains
 * by. Its schemas are poorer than those of version 3, what it cannot say is left out.
 */
public final class OpenApiV2 {

  /** What clients name the protobuf form by; older ones write {@code @v1.0}. */
  public static final String PROTOBUF =
      "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

  private static final String REF_PREFIX = "#/definitions/";
  private static final List<String> NOT_IN_VERSION_2 =
      List.of("allOf", "anyOf", "oneOf", "not", "nullable", "x-kubernetes-validations");

  private final ResourceTypes types;
  private final OpenApiDefinitions definitions;

  /**
   * @param schemas the schema of every resource there is
   */
  public OpenApiV2(ResourceTypes types, Function<ResourceType, Schema> schemas) {
    this.types = types;
    this.definitions = new OpenApiDefinitions(schemas);
  }

  /** The document in protobuf. */
  public byte[] protobuf() {
    return OpenApiV2Protobuf.encode(document());
  }

  /** The document in JSON. */
  public ObjectNode document() {
    var document = JsonNodeFactory.instance.objectNode();
    document.put("swagger", "2.0");
    document.putObject("info").put("title", "Kubernetes").put("version", "v1.32.0");
    var paths = document.putObject("paths");
    types.all().forEach(type -> OpenApiPaths.add(type, paths, OpenApiV2::shape));
    var schemas = document.putObject("definitions");
    definitions
        .of(types.all())
        .forEach(
            (name, definition) -> {
              simplify(definition);
              schemas.set(name, definition);
            });
    return document;
  }

  private static void shape(OpenApiPaths.Part part, ObjectNode into, ResourceType type) {
    switch (part) {
      case BODY -> {
        var body = into.withArrayProperty("parameters").addObject();
        body.put("name", "body").put("in", "body").set("schema", reference(type));
      }
      case ANSWER -> into.set("schema", reference(type));
      case TEXT_PARAMETER -> into.put("type", "string");
    }
  }

  private static ObjectNode reference(ResourceType type) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("$ref", REF_PREFIX + OpenApiDefinitions.name(type));
  }

  private static void simplify(JsonNode node) {
    if (!(node instanceof ObjectNode schema)) {
      return;
    }
    if (schema.path("$ref") instanceof TextNode ref) {
      var name = ref.textValue().substring(BuiltinDefinitions.REF_PREFIX.length());
      schema.put("$ref", REF_PREFIX + name);
    }
    schema.remove(NOT_IN_VERSION_2);
    if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      // Clients of this version refuse fields that an object with properties does not list.
      schema.remove(List.of("type", "properties", "items"));
    }
    schema.path("properties").forEach(OpenApiV2::simplify);
    simplify(schema.path("items"));
    simplify(schema.path("additionalProperties"));
  }
}
