package dev.postroom.kubernetes.defaults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Takes away what only the type of before had a use for, as far as the writer left it as it was
 * (apiserver {@code registry/core/service/strategy.go}, {@code dropTypeDependentFields}): he is not
 * to clean up after what the server allocated.
 */
final class ServiceTypeChange {

  private static final List<String> OF_BALANCERS =
      List.of("allocateLoadBalancerNodePorts", "loadBalancerClass", "healthCheckNodePort");

  private ServiceTypeChange() {}

  static void clean(ObjectNode spec, JsonNode before) {
    boolean balanced = isBalanced(spec);
    for (var field : OF_BALANCERS) {
      if (isBalanced(before) && !balanced && spec.path(field).equals(before.path(field))) {
        spec.remove(field);
      }
    }
    if (!isExternal(before) || isExternal(spec)) {
      return;
    }
    if (spec.path("externalTrafficPolicy").equals(before.path("externalTrafficPolicy"))) {
      spec.remove("externalTrafficPolicy");
    }
    if (nodePorts(spec).equals(nodePorts(before))) {
      Fill.objects(spec.path("ports")).forEach(port -> port.remove("nodePort"));
    }
  }

  private static List<Integer> nodePorts(JsonNode spec) {
    return spec.path("ports").valueStream().map(port -> port.path("nodePort").asInt()).toList();
  }

  private static boolean isBalanced(JsonNode spec) {
    return spec.path("type").asText().equals("LoadBalancer");
  }

  private static boolean isExternal(JsonNode spec) {
    return isBalanced(spec) || spec.path("type").asText().equals("NodePort");
  }
}
