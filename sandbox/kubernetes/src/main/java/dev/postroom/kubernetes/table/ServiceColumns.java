package dev.postroom.kubernetes.table;

import static dev.postroom.kubernetes.table.Cells.joined;
import static dev.postroom.kubernetes.table.Cells.labels;
import static dev.postroom.kubernetes.table.Cells.text;
import static dev.postroom.kubernetes.table.Column.age;
import static dev.postroom.kubernetes.table.Column.objectName;
import static dev.postroom.kubernetes.table.Column.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The columns of services. */
final class ServiceColumns {

  static final List<Column> ALL =
      List.of(
          objectName(),
          text("Type", service -> text(service, "/spec/type")),
          text("Cluster-IP", service -> text(service, "/spec/clusterIP")),
          text("External-IP", ServiceColumns::externalAddress),
          text("Port(s)", service -> joined(service.at("/spec/ports"), ServiceColumns::port)),
          age(),
          text("Selector", service -> labels(service.at("/spec/selector"))).wide());

  private ServiceColumns() {}

  private static String externalAddress(ObjectNode service) {
    if (service.at("/spec/type").asText().equals("LoadBalancer")) {
      var ingress = service.at("/status/loadBalancer/ingress");
      return ingress.isEmpty()
          ? "<pending>"
          : joined(ingress, each -> each.path("ip").asText(each.path("hostname").asText()));
    }
    return joined(service.at("/spec/externalIPs"), JsonNode::asText);
  }

  private static String port(JsonNode port) {
    return port.path("port").asText()
        + (port.has("nodePort") ? ":" + port.get("nodePort").asText() : "")
        + "/"
        + port.path("protocol").asText("TCP");
  }
}
