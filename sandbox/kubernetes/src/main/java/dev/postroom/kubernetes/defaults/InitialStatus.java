package dev.postroom.kubernetes.defaults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.resource.ResourceType;

/** The status of a new object: whatever the client sent, the server decides how it begins. */
public final class InitialStatus {

  private InitialStatus() {}

  /**
   * Gives a new built-in object its first status.
   *
   * @param now the time of creation, as metadata has it
   */
  public static void set(ResourceType type, ObjectNode object, String now) {
    switch (type.kind()) {
      // A kubelet registers its node with the status it has.
      case "Node" -> {}
      case "Namespace" -> reset(object).put("phase", "Active");
      case "Pod" -> reset(object).put("phase", "Pending").put("qosClass", "BestEffort");
      case "Service" -> reset(object).putObject("loadBalancer");
      case "PersistentVolumeClaim", "PersistentVolume" -> reset(object).put("phase", "Pending");
      case "StatefulSet" -> reset(object).put("replicas", 0).put("availableReplicas", 0);
      case "CustomResourceDefinition" -> established(object, now);
      default -> {
        if (type.status()) {
          object.remove("status");
        }
      }
    }
  }

  private static ObjectNode reset(ObjectNode object) {
    object.remove("status");
    return object.putObject("status");
  }

  /** A definition is served at once, and says so. */
  private static void established(ObjectNode definition, String now) {
    var status = reset(definition);
    var conditions = status.putArray("conditions");
    conditions
        .addObject()
        .put("lastTransitionTime", now)
        .put("message", "no conflicts found")
        .put("reason", "NoConflicts")
        .put("status", "True")
        .put("type", "NamesAccepted");
    conditions
        .addObject()
        .put("lastTransitionTime", now)
        .put("message", "the initial names have been accepted")
        .put("reason", "InitialNamesAccepted")
        .put("status", "True")
        .put("type", "Established");
    status.set("acceptedNames", definition.at("/spec/names").deepCopy());
    var stored = status.putArray("storedVersions");
    for (var version : definition.at("/spec/versions")) {
      if (version.path("storage").asBoolean()) {
        stored.add(version.path("name").asText());
      }
    }
  }
}
