package dev.postroom.kubernetes.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.resource.GroupResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A field selector: {@code metadata.name=a,status.phase!=Running}. As in Kubernetes only few fields
 * can be selected by, and which depends on the resource.
 */
public final class FieldSelector {

  /** Selects everything. */
  public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

  private static final Set<String> OF_EVERY_RESOURCE =
      Set.of("metadata.name", "metadata.namespace");

  private static final Map<GroupResource, Set<String>> OF_RESOURCE =
      Map.of(
          new GroupResource("", "pods"),
          Set.of(
              "spec.nodeName",
              "spec.restartPolicy",
              "spec.schedulerName",
              "spec.serviceAccountName",
              "status.phase",
              "status.podIP"),
          new GroupResource("", "events"),
          Set.of(
              "involvedObject.kind",
              "involvedObject.namespace",
              "involvedObject.name",
              "involvedObject.uid",
              "involvedObject.apiVersion",
              "involvedObject.resourceVersion",
              "involvedObject.fieldPath",
              "reason",
              "reportingComponent",
              "type"),
          new GroupResource("", "secrets"),
          Set.of("type"),
          new GroupResource("", "namespaces"),
          Set.of("status.phase"),
          new GroupResource("", "nodes"),
          Set.of("spec.unschedulable"));

  private record Requirement(List<String> path, boolean equal, String value) {
    boolean matches(ObjectNode object) {
      JsonNode node = object;
      for (var step : path) {
        node = node.path(step);
      }
      return node.asText("").equals(value) == equal;
    }
  }

  private final List<Requirement> requirements;

  private FieldSelector(List<Requirement> requirements) {
    this.requirements = requirements;
  }

  /**
   * Reads a selector for a resource.
   *
   * @throws ApiFailure with reason BadRequest for what is no selector and for a field that the
   *     resource cannot be selected by
   */
  public static FieldSelector parse(String text, GroupResource resource) {
    if (text.isBlank()) {
      return EVERYTHING;
    }
    List<Requirement> requirements = new ArrayList<>();
    for (var part : text.split(",")) {
      requirements.add(requirement(part.strip(), resource));
    }
    return new FieldSelector(requirements);
  }

  /** Whether the object is selected. */
  public boolean matches(ObjectNode object) {
    return requirements.stream().allMatch(requirement -> requirement.matches(object));
  }

  private static Requirement requirement(String part, GroupResource resource) {
    int sign = part.indexOf('=');
    if (sign < 1) {
      throw ApiFailure.badRequest("invalid field selector: " + part);
    }
    boolean equal = part.charAt(sign - 1) != '!';
    var field = part.substring(0, equal ? sign : sign - 1);
    int value = part.startsWith("==", sign) ? sign + 2 : sign + 1;
    if (!OF_EVERY_RESOURCE.contains(field)
        && !OF_RESOURCE.getOrDefault(resource, Set.of()).contains(field)) {
      throw ApiFailure.badRequest("field label not supported: " + field);
    }
    return new Requirement(List.of(field.split("\\.")), equal, part.substring(value));
  }
}
