package dev.postroom.kubernetes.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.resource.ResourceType;
import java.util.List;
import java.util.Map;

/**
 * The paths of a resource and what may be done there. Clients look here for the kind a resource has
 * and for the parameters a PATCH understands, kubectl for {@code fieldValidation} and {@code
 * dryRun}.
 */
final class OpenApiPaths {

  /** What the versions of OpenAPI write differently. */
  enum Part {
    BODY,
    ANSWER,
    TEXT_PARAMETER
  }

  /** Writes such a part into an operation, a response or a parameter. */
  interface Dialect {
    void write(Part part, ObjectNode into, ResourceType type);
  }

  private static final List<String> WRITE_PARAMETERS =
      List.of("dryRun", "fieldManager", "fieldValidation");
  private static final List<String> PATCH_PARAMETERS =
      List.of("dryRun", "fieldManager", "fieldValidation", "force");
  private static final List<String> DELETE_PARAMETERS =
      List.of("dryRun", "gracePeriodSeconds", "propagationPolicy");
  private static final List<String> LIST_PARAMETERS =
      List.of("continue", "fieldSelector", "labelSelector", "limit", "resourceVersion", "watch");

  private static final Map<String, Operation> ITEM =
      Map.of(
          "get", new Operation("get", "get", List.of(), false),
          "update", new Operation("put", "put", WRITE_PARAMETERS, true),
          "patch", new Operation("patch", "patch", PATCH_PARAMETERS, true),
          "delete", new Operation("delete", "delete", DELETE_PARAMETERS, false));
  private static final Map<String, Operation> COLLECTION =
      Map.of(
          "list", new Operation("get", "list", LIST_PARAMETERS, false),
          "create", new Operation("post", "post", WRITE_PARAMETERS, true),
          "deletecollection", new Operation("delete", "deletecollection", LIST_PARAMETERS, false));

  private record Operation(String method, String action, List<String> parameters, boolean body) {}

  private OpenApiPaths() {}

  static void add(ResourceType type, ObjectNode paths, Dialect dialect) {
    var root = OpenApiV3.root(type.group(), type.version());
    var collection = root + (type.namespaced() ? "/namespaces/{namespace}/" : "/") + type.plural();
    var inPath = type.namespaced() ? List.of("namespace") : List.<String>of();
    add(type, paths, collection, inPath, COLLECTION, dialect);
    if (type.namespaced()) {
      var everywhere = Map.of("list", COLLECTION.get("list"));
      add(type, paths, root + "/" + type.plural(), List.of(), everywhere, dialect);
    }
    var named = type.namespaced() ? List.of("name", "namespace") : List.of("name");
    add(type, paths, collection + "/{name}", named, ITEM, dialect);
    if (type.status()) {
      add(type, paths, collection + "/{name}/status", named, subresource(), dialect);
    }
  }

  private static Map<String, Operation> subresource() {
    return Map.of("get", ITEM.get("get"), "update", ITEM.get("update"), "patch", ITEM.get("patch"));
  }

  private static void add(
      ResourceType type,
      ObjectNode paths,
      String path,
      List<String> pathParameters,
      Map<String, Operation> operations,
      Dialect dialect) {
    var item = paths.objectNode();
    operations.keySet().stream()
        .sorted()
        .filter(type.verbs()::contains)
        .map(operations::get)
        .forEach(operation -> write(operation, type, item, dialect));
    if (item.isEmpty()) {
      return;
    }
    if (!pathParameters.isEmpty()) {
      var parameters = item.putArray("parameters");
      for (var name : pathParameters) {
        parameter(parameters, name, "path", type, dialect).put("required", true);
      }
    }
    paths.set(path, item);
  }

  private static void write(
      Operation operation, ResourceType type, ObjectNode item, Dialect dialect) {
    var written = item.putObject(operation.method());
    written.put("x-kubernetes-action", operation.action());
    written
        .putObject("x-kubernetes-group-version-kind")
        .put("group", type.group())
        .put("version", type.version())
        .put("kind", type.kind());
    var parameters = written.putArray("parameters");
    operation.parameters().forEach(name -> parameter(parameters, name, "query", type, dialect));
    if (operation.body()) {
      dialect.write(Part.BODY, written, type);
    }
    var answer = written.putObject("responses").putObject("200").put("description", "OK");
    dialect.write(Part.ANSWER, answer, type);
  }

  private static ObjectNode parameter(
      ArrayNode parameters, String name, String place, ResourceType type, Dialect dialect) {
    var parameter = parameters.addObject().put("name", name).put("in", place);
    dialect.write(Part.TEXT_PARAMETER, parameter, type);
    return parameter;
  }
}
