package dev.postroom.kubernetes.defaults;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The defaults of what describes the network beside Services. */
final class NetworkDefaults {

  private NetworkDefaults() {}

  static void endpoints(ObjectNode endpoints) {
    for (var subset : endpoints.path("subsets")) {
      Fill.objects(subset.path("ports")).forEach(port -> Fill.in(port, "protocol", "TCP"));
    }
  }

  static void endpointSlice(ObjectNode slice) {
    for (var port : Fill.objects(slice.path("ports"))) {
      Fill.in(port, "name", "");
      Fill.in(port, "protocol", "TCP");
    }
  }

  static void networkPolicy(ObjectNode policy) {
    var spec = policy.withObjectProperty("spec");
    if (!spec.has("policyTypes")) {
      var types = spec.putArray("policyTypes").add("Ingress");
      if (!spec.path("egress").isEmpty()) {
        types.add("Egress");
      }
    }
    for (var direction : java.util.List.of("ingress", "egress")) {
      for (var rule : spec.path(direction)) {
        Fill.objects(rule.path("ports")).forEach(port -> Fill.in(port, "protocol", "TCP"));
      }
    }
  }
}
