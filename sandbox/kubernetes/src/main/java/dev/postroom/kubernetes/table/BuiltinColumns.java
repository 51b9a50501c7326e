package dev.postroom.kubernetes.table;

import static dev.postroom.kubernetes.table.Cells.joined;
import static dev.postroom.kubernetes.table.Cells.labels;
import static dev.postroom.kubernetes.table.Cells.text;
import static dev.postroom.kubernetes.table.Column.age;
import static dev.postroom.kubernetes.table.Column.number;
import static dev.postroom.kubernetes.table.Column.objectName;
import static dev.postroom.kubernetes.table.Column.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * The columns of built-in resources, with the headings and order of kubernetes {@code
 * printers/internalversion}. A resource that is not here shows its name and age.
 */
final class BuiltinColumns {

  private static final List<Column> NAME_AND_AGE = List.of(objectName(), age());

  private static final Map<String, List<Column>> BY_RESOURCE =
      Map.ofEntries(
          Map.entry("pods", PodColumns.ALL),
          Map.entry("events", EventColumns.ALL),
          Map.entry("events.events.k8s.io", EventColumns.ALL),
          Map.entry("nodes", NodeColumns.ALL),
          Map.entry("services", ServiceColumns.ALL),
          Map.entry(
              "statefulsets.apps",
              List.of(
                  objectName(),
                  text("Ready", BuiltinColumns::readyReplicas),
                  age(),
                  text("Containers", set -> containers(set, "name")).wide(),
                  text("Images", set -> containers(set, "image")).wide())),
          Map.entry(
              "deployments.apps",
              List.of(
                  objectName(),
                  text("Ready", BuiltinColumns::readyReplicas),
                  number("Up-to-date", each -> count(each, "/status/updatedReplicas")),
                  number("Available", each -> count(each, "/status/availableReplicas")),
                  age(),
                  text("Containers", each -> containers(each, "name")).wide(),
                  text("Images", each -> containers(each, "image")).wide(),
                  text("Selector", each -> labels(each.at("/spec/selector/matchLabels"))).wide())),
          Map.entry(
              "configmaps",
              List.of(
                  objectName(),
                  number("Data", map -> Cells.keys(map, "data", "binaryData")),
                  age())),
          Map.entry(
              "secrets",
              List.of(
                  objectName(),
                  text("Type", secret -> text(secret, "/type")),
                  number("Data", secret -> Cells.keys(secret, "data", "stringData")),
                  age())),
          Map.entry(
              "persistentvolumeclaims",
              List.of(
                  objectName(),
                  text("Status", claim -> claim.at("/status/phase").asText()),
                  text("Volume", claim -> claim.at("/spec/volumeName").asText()),
                  text("Capacity", claim -> claim.at("/status/capacity/storage").asText()),
                  text("Access Modes", claim -> Cells.accessModes(claim.at("/status/accessModes"))),
                  text("StorageClass", claim -> claim.at("/spec/storageClassName").asText()),
                  age(),
                  text("VolumeMode", claim -> text(claim, "/spec/volumeMode")).wide())),
          Map.entry(
              "namespaces",
              List.of(
                  objectName(), text("Status", each -> each.at("/status/phase").asText()), age())),
          Map.entry(
              "serviceaccounts",
              List.of(
                  objectName(),
                  number("Secrets", each -> each.numberNode(each.path("secrets").size())),
                  age())),
          Map.entry(
              "leases.coordination.k8s.io",
              List.of(
                  objectName(),
                  text("Holder", each -> each.at("/spec/holderIdentity").asText()),
                  age())),
          Map.entry(
              "endpointslices.discovery.k8s.io",
              List.of(
                  objectName(),
                  text("AddressType", each -> each.path("addressType").asText()),
                  text(
                      "Ports",
                      each -> joined(each.path("ports"), port -> port.path("port").asText())),
                  text(
                      "Endpoints",
                      each ->
                          joined(
                              each.path("endpoints"),
                              endpoint -> joined(endpoint.path("addresses"), JsonNode::asText))),
                  age())),
          Map.entry(
              "poddisruptionbudgets.policy",
              List.of(
                  objectName(),
                  text("Min Available", each -> orNotSet(each, "/spec/minAvailable")),
                  text("Max Unavailable", each -> orNotSet(each, "/spec/maxUnavailable")),
                  number("Allowed Disruptions", each -> count(each, "/status/disruptionsAllowed")),
                  age())),
          Map.entry(
              "customresourcedefinitions.apiextensions.k8s.io",
              List.of(
                  objectName(),
                  text("Created At", each -> each.at("/metadata/creationTimestamp").asText()))));

  private BuiltinColumns() {}

  /**
   * @param resource plural name and group, such as {@code statefulsets.apps}
   */
  static List<Column> of(String resource) {
    return BY_RESOURCE.getOrDefault(resource, NAME_AND_AGE);
  }

  private static String readyReplicas(ObjectNode workload) {
    return workload.at("/status/readyReplicas").asInt()
        + "/"
        + workload.at("/spec/replicas").asInt(1);
  }

  private static String containers(ObjectNode workload, String field) {
    return joined(
        workload.at("/spec/template/spec/containers"), container -> container.path(field).asText());
  }

  private static JsonNode count(ObjectNode object, String pointer) {
    return object.numberNode(object.at(pointer).asInt());
  }

  private static String orNotSet(ObjectNode object, String pointer) {
    var value = object.at(pointer).asText();
    return value.isEmpty() ? "N/A" : value;
  }
}
