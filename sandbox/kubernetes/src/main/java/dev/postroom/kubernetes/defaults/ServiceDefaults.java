package dev.postroom.kubernetes.defaults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The defaults of a Service, its addresses and ports among them. */
final class ServiceDefaults {

  private static final int AFFINITY_SECONDS = 10_800;
  private static final List<String> KEPT =
      List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy");

  private final ServiceAddresses addresses;

  ServiceDefaults(ServiceAddresses addresses) {
    this.addresses = addresses;
  }

  void fillIn(ObjectNode service, Optional<ObjectNode> old) {
    var spec = service.withObjectProperty("spec");
    var before = old.map(o -> o.path("spec")).orElse(service.path("absent"));
    Fill.in(spec, "type", "ClusterIP");
    ServiceTypeChange.clean(spec, before);
    Fill.in(spec, "sessionAffinity", "None");
    if (spec.path("sessionAffinity").asText().equals("ClientIP")) {
      var affinity = Fill.object(Fill.object(spec, "sessionAffinityConfig"), "clientIP");
      Fill.in(affinity, "timeoutSeconds", AFFINITY_SECONDS);
    } else {
      spec.remove("sessionAffinityConfig");
    }
    for (var port : Fill.objects(spec.path("ports"))) {
      Fill.in(port, "protocol", "TCP");
      if (!port.hasNonNull("targetPort") && port.has("port")) {
        port.set("targetPort", port.get("port"));
      }
    }
    var type = spec.path("type").asText();
    if (type.equals("ExternalName")) {
      return;
    }
    clusterIps(spec, before);
    Fill.in(spec, "internalTrafficPolicy", "Cluster");
    if (type.equals("NodePort") || type.equals("LoadBalancer")) {
      external(spec, before, type.equals("LoadBalancer"));
    }
  }

  private void clusterIps(ObjectNode spec, JsonNode before) {
    // Who leaves an allocated address out of an update keeps it.
    for (var field : KEPT) {
      if (!spec.hasNonNull(field) && before.hasNonNull(field)) {
        spec.set(field, before.get(field).deepCopy());
      }
    }
    if (spec.path("clusterIP").asText("").isEmpty()) {
      spec.put("clusterIP", addresses.clusterIp());
    }
    if (spec.path("clusterIPs").isEmpty()) {
      spec.putArray("clusterIPs").add(spec.get("clusterIP").asText());
    }
    if (spec.path("ipFamilies").isEmpty()) {
      spec.putArray("ipFamilies").add("IPv4");
    }
    Fill.in(spec, "ipFamilyPolicy", "SingleStack");
  }

  private void external(ObjectNode spec, JsonNode before, boolean balanced) {
    Fill.in(spec, "externalTrafficPolicy", "Cluster");
    if (balanced) {
      Fill.in(spec, "allocateLoadBalancerNodePorts", true);
    }
    if (!balanced || spec.path("allocateLoadBalancerNodePorts").asBoolean()) {
      for (var port : Fill.objects(spec.path("ports"))) {
        if (port.path("nodePort").asInt() == 0) {
          port.put("nodePort", nodePort(spec, kept(port, before.path("ports"))));
        }
      }
    }
    boolean checked = balanced && spec.path("externalTrafficPolicy").asText().equals("Local");
    if (checked && !spec.hasNonNull("healthCheckNodePort")) {
      int kept = before.path("healthCheckNodePort").asInt();
      spec.put("healthCheckNodePort", nodePort(spec, kept));
    }
  }

  /** The node port that the same port had before, 0 where it had none. */
  private static int kept(ObjectNode port, JsonNode before) {
    for (var old : before) {
      if (old.path("port").equals(port.path("port"))
          && old.path("protocol").equals(port.path("protocol"))) {
        return old.path("nodePort").asInt();
      }
    }
    return 0;
  }

  private int nodePort(ObjectNode spec, int kept) {
    if (kept != 0) {
      return kept;
    }
    Set<Integer> own = new HashSet<>();
    spec.path("ports").forEach(port -> own.add(port.path("nodePort").asInt()));
    return addresses.nodePort(own);
  }
}
