package dev.postroom.kubernetes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.discovery.DiscoveryDocuments;
import dev.postroom.kubernetes.discovery.OpenApiV2;
import dev.postroom.kubernetes.discovery.OpenApiV3;
import dev.postroom.kubernetes.resource.ResourceTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The paths under which the server describes itself: discovery and OpenAPI. */
final class SelfDescription {

  private final DiscoveryDocuments discovery;
  private final OpenApiV3 openApi;
  private final OpenApiV2 openApiV2;

  SelfDescription(ResourceTypes types, TypeDescriptions descriptions) {
    this.discovery = new DiscoveryDocuments(types);
    this.openApi = new OpenApiV3(types, descriptions::schema);
    this.openApiV2 = new OpenApiV2(types, descriptions::schema);
  }

  /** The document at a path; empty where the path is not one of these. */
  Optional<ObjectNode> document(String path) {
    var steps = Arrays.stream(path.split("/")).filter(step -> !step.isEmpty()).toList();
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    return switch (steps.getFirst()) {
      case "api", "apis" -> discovery(steps);
      case "openapi" -> openApi(steps);
      default -> Optional.empty();
    };
  }

  /** {@code /openapi/v2} as protobuf, the only form that kubectl takes. */
  byte[] openApiV2Protobuf() {
    return openApiV2.protobuf();
  }

  /** {@code /openapi/v2} as JSON. */
  ObjectNode openApiV2() {
    return openApiV2.document();
  }

  private Optional<ObjectNode> discovery(List<String> steps) {
    boolean core = steps.getFirst().equals("api");
    return switch (steps.size()) {
      case 1 -> Optional.of(core ? discovery.coreVersions() : discovery.groups());
      case 2 -> core ? discovery.resources("", steps.get(1)) : discovery.group(steps.get(1));
      case 3 -> core ? Optional.empty() : discovery.resources(steps.get(1), steps.get(2));
      default -> Optional.empty();
    };
  }

  private Optional<ObjectNode> openApi(List<String> steps) {
    if (steps.size() < 2 || !steps.get(1).equals("v3")) {
      return Optional.empty();
    }
    return switch (steps.size()) {
      case 2 -> Optional.of(openApi.index());
      case 4 -> steps.get(2).equals("api") ? openApi.document("", steps.get(3)) : Optional.empty();
      case 5 ->
          steps.get(2).equals("apis")
              ? openApi.document(steps.get(3), steps.get(4))
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
