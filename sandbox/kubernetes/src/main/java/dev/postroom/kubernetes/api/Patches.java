package dev.postroom.kubernetes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.patch.JsonPatch;
import dev.postroom.kubernetes.patch.MergePatch;
import dev.postroom.kubernetes.patch.ObjectPatch;
import dev.postroom.kubernetes.patch.StrategicMergePatch;
import dev.postroom.kubernetes.schema.TypeShape;

/** Reads the body of a PATCH by its content type. */
final class Patches {

  /** The content type of server-side apply; JSON is YAML as well. */
  static final String APPLY = "application/apply-patch+yaml";

  private static final String JSON = "application/json-patch+json";
  private static final String MERGE = "application/merge-patch+json";
  private static final String STRATEGIC = "application/strategic-merge-patch+json";

  private static final YAMLMapper YAML = new YAMLMapper();

  private Patches() {}

  /**
   * A patch that is no apply.
   *
   * @param builtIn whether the type is built in
   * @param shape how values of the type merge
   * @throws ApiFailure with reason UnsupportedMediaType for any other content type, and for a
   *     strategic merge patch of a custom resource
   */
  static ObjectPatch of(Exchange exchange, boolean builtIn, TypeShape shape) {
    return switch (exchange.contentType()) {
      case MERGE -> new MergePatch(exchange.bodyObject());
      case STRATEGIC -> {
        if (!builtIn) {
          throw unsupported(String.join(", ", JSON, MERGE, APPLY));
        }
        yield new StrategicMergePatch(exchange.bodyObject(), shape);
      }
      case JSON -> {
        if (exchange.bodyAs(exchange.json()) instanceof ArrayNode operations) {
          yield new JsonPatch(operations);
        }
        throw ApiFailure.badRequest("a JSON patch is an array of operations");
      }
      default -> throw unsupported(String.join(", ", JSON, MERGE, STRATEGIC, APPLY));
    };
  }

  /** The configuration that is applied. */
  static ObjectNode configuration(Exchange exchange) {
    if (exchange.query().text("fieldManager").isEmpty()) {
      throw ApiFailure.badRequest(
          "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for"
              + " apply patch");
    }
    if (exchange.bodyAs(YAML) instanceof ObjectNode configuration) {
      return configuration;
    }
    throw ApiFailure.badRequest("what is applied must be an object");
  }

  private static ApiFailure unsupported(String accepted) {
    return ApiFailure.plain(
        ApiFailure.Reason.UNSUPPORTED_MEDIA_TYPE,
        "the body of the request was in an unknown format - accepted media types include: "
            + accepted);
  }
}
