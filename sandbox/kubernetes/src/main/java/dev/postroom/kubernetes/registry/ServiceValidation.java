package dev.postroom.kubernetes.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.schema.Cause;
import dev.postroom.kubernetes.schema.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which fields a Service may have by its type, and which of them stay (apiserver validation). */
final class ServiceValidation {

  private static final FieldPath SPEC = FieldPath.ROOT.child("spec");
  private static final String BALANCER = "LoadBalancer";

  private static final List<String> OF_BALANCERS =
      List.of("allocateLoadBalancerNodePorts", "loadBalancerClass", "loadBalancerSourceRanges");

  private ServiceValidation() {}

  static List<Cause> validate(ObjectNode service, Optional<ObjectNode> old) {
    List<Cause> causes = new ArrayList<>();
    var spec = service.path("spec");
    var before = old.map(o -> o.path("spec")).orElse(service.path("absent"));
    kept(spec, before, causes);
    var type = spec.path("type").asText();
    if (!type.equals(BALANCER)) {
      OF_BALANCERS.stream()
          .filter(field -> isSet(spec.path(field)))
          .forEach(
              field ->
                  causes.add(
                      Cause.forbidden(
                          SPEC.child(field), "may only be used when `type` is 'LoadBalancer'")));
    }
    if (type.equals("ClusterIP")) {
      inside(spec, causes);
    }
    if (spec.path("sessionAffinity").asText().equals("None")
        && spec.hasNonNull("sessionAffinityConfig")) {
      causes.add(
          Cause.forbidden(
              SPEC.child("sessionAffinityConfig"),
              "must not be set when session affinity is None"));
    }
    return causes;
  }

  private static boolean isSet(JsonNode field) {
    return field.isContainerNode() ? !field.isEmpty() : !field.asText().isEmpty();
  }

  private static void kept(JsonNode spec, JsonNode before, List<Cause> causes) {
    var address = before.path("clusterIP").asText();
    boolean external = spec.path("type").asText().equals("ExternalName");
    if (!address.isEmpty() && !external && !spec.path("clusterIP").asText().equals(address)) {
      causes.add(
          Cause.invalid(
              SPEC.child("clusterIPs").index(0),
              spec.path("clusterIP"),
              "may not change once set"));
    }
    boolean stays =
        spec.path("type").asText().equals(BALANCER)
            && before.path("type").asText().equals(BALANCER);
    if (stays && !spec.path("loadBalancerClass").equals(before.path("loadBalancerClass"))) {
      causes.add(
          Cause.invalid(
              SPEC.child("loadBalancerClass"),
              spec.path("loadBalancerClass"),
              "may not change once set"));
    }
  }

  private static void inside(JsonNode spec, List<Cause> causes) {
    if (spec.hasNonNull("externalTrafficPolicy")) {
      causes.add(
          Cause.invalid(
              SPEC.child("externalTrafficPolicy"),
              spec.path("externalTrafficPolicy"),
              "may only be set for externally-accessible services"));
    }
    for (int i = 0; i < spec.path("ports").size(); i++) {
      if (spec.path("ports").path(i).path("nodePort").asInt() != 0) {
        causes.add(
            Cause.forbidden(
                SPEC.child("ports").index(i).child("nodePort"),
                "may not be used when `type` is 'ClusterIP'"));
      }
    }
  }
}
