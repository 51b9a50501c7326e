package dev.postroom.kubernetes.table;

import static dev.postroom.kubernetes.table.Cells.elements;
import static dev.postroom.kubernetes.table.Cells.orNone;
import static dev.postroom.kubernetes.table.Cells.text;
import static dev.postroom.kubernetes.table.Column.age;
import static dev.postroom.kubernetes.table.Column.objectName;
import static dev.postroom.kubernetes.table.Column.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The columns of nodes. */
final class NodeColumns {

  private static final String ROLE_LABEL = "node-role.kubernetes.io/";

  static final List<Column> ALL =
      List.of(
          objectName(),
          text("Status", NodeColumns::status),
          text("Roles", NodeColumns::roles),
          age(),
          text("Version", node -> text(node, "/status/nodeInfo/kubeletVersion")),
          text("Internal-IP", node -> address(node, "InternalIP")).wide(),
          text("External-IP", node -> address(node, "ExternalIP")).wide(),
          text("OS-Image", node -> text(node, "/status/nodeInfo/osImage")).wide(),
          text("Kernel-Version", node -> text(node, "/status/nodeInfo/kernelVersion")).wide(),
          text("Container-Runtime", node -> text(node, "/status/nodeInfo/containerRuntimeVersion"))
              .wide());

  private NodeColumns() {}

  private static String status(ObjectNode node) {
    var ready =
        elements(node.at("/status/conditions"))
            .filter(condition -> condition.path("type").asText().equals("Ready"))
            .findFirst();
    var text =
        ready
            .map(it -> it.path("status").asText().equals("True") ? "Ready" : "NotReady")
            .orElse("Unknown");
    return node.at("/spec/unschedulable").asBoolean() ? text + ",SchedulingDisabled" : text;
  }

  private static String roles(ObjectNode node) {
    return orNone(
        node.at("/metadata/labels").properties().stream()
            .map(Map.Entry::getKey)
            .filter(label -> label.startsWith(ROLE_LABEL))
            .map(label -> label.substring(ROLE_LABEL.length()))
            .sorted()
            .collect(Collectors.joining(",")));
  }

  private static String address(ObjectNode node, String type) {
    return elements(node.at("/status/addresses"))
        .filter(address -> address.path("type").asText().equals(type))
        .map(address -> address.path("address").asText())
        .findFirst()
        .orElse(Cells.NONE);
  }
}
