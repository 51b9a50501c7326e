package dev.postroom.kubernetes.discovery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.resource.ResourceType;
import dev.postroom.kubernetes.resource.ResourceTypes;
import dev.postroom.kubernetes.schema.BuiltinDefinitions;
import dev.postroom.kubernetes.schema.Schema;
import java.util.Optional;
import java.util.function.Function;

/** OpenAPI v3, one document for each version of a group: what kubectl explains and checks by. */
public final class OpenApiV3 {

  private final ResourceTypes types;
  private final OpenApiDefinitions definitions;

  /**
   * @param schemas the schema of every resource there is
   */
  public OpenApiV3(ResourceTypes types, Function<ResourceType, Schema> schemas) {
    this.types = types;
    this.definitions = new OpenApiDefinitions(schemas);
  }

  /** {@code /openapi/v3}: where the documents are. */
  public ObjectNode index() {
    var index = JsonNodeFactory.instance.objectNode();
    var paths = index.putObject("paths");
    for (var group : types.groups()) {
      for (var version : types.versions(group)) {
        var path = root(group, version);
        paths.putObject(path.substring(1)).put("serverRelativeURL", "/openapi/v3" + path);
      }
    }
    return index;
  }

  /**
   * {@code /openapi/v3/api/v1} and {@code /openapi/v3/apis/GROUP/VERSION}; empty where there is no
   * such version.
   *
   * @param group empty for the core group
   */
  public Optional<ObjectNode> document(String group, String version) {
    var resources = types.inGroupVersion(group, version);
    if (resources.isEmpty()) {
      return Optional.empty();
    }
    var document = JsonNodeFactory.instance.objectNode();
    document.put("openapi", "3.0.0");
    document.putObject("info").put("title", "Kubernetes").put("version", "v1.32.0");
    var paths = document.putObject("paths");
    resources.forEach(type -> OpenApiPaths.add(type, paths, OpenApiV3::shape));
    var schemas = document.putObject("components").putObject("schemas");
    definitions.of(resources).forEach(schemas::set);
    return Optional.of(document);
  }

  static String root(String group, String version) {
    return group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
  }

  private static void shape(OpenApiPaths.Part part, ObjectNode into, ResourceType type) {
    switch (part) {
      case BODY ->
          into.putObject("requestBody")
              .putObject("content")
              .putObject("*/*")
              .putObject("schema")
              .put("$ref", reference(type));
      case ANSWER ->
          into.putObject("content")
              .putObject("application/json")
              .putObject("schema")
              .put("$ref", reference(type));
      case TEXT_PARAMETER -> into.putObject("schema").put("type", "string");
    }
  }

  private static String reference(ResourceType type) {
    return BuiltinDefinitions.REF_PREFIX + OpenApiDefinitions.name(type);
  }
}
