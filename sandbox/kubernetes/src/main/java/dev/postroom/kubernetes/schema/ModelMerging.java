package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the classes of the model do not tell: which lists of the built-in types merge, by what keys,
 * and which maps and structs are replaced as a whole. From the {@code +listType}, {@code
 * +listMapKey}, {@code +mapType} and {@code patchStrategy} marks of k8s.io/api 1.32; a list that is
 * not here is atomic.
 */
final class ModelMerging {

  private static final Map<String, List<String>> LIST_KEYS =
      Map.ofEntries(
          Map.entry("Container.env", List.of("name")),
          Map.entry("Container.ports", List.of("containerPort", "protocol")),
          Map.entry("Container.volumeDevices", List.of("devicePath")),
          Map.entry("Container.volumeMounts", List.of("mountPath")),
          Map.entry("EphemeralContainer.env", List.of("name")),
          Map.entry("EphemeralContainer.ports", List.of("containerPort", "protocol")),
          Map.entry("EphemeralContainer.volumeDevices", List.of("devicePath")),
          Map.entry("EphemeralContainer.volumeMounts", List.of("mountPath")),
          Map.entry("NodeStatus.addresses", List.of("type")),
          Map.entry("ObjectMeta.ownerReferences", List.of("uid")),
          Map.entry("PodSpec.containers", List.of("name")),
          Map.entry("PodSpec.ephemeralContainers", List.of("name")),
          Map.entry("PodSpec.hostAliases", List.of("ip")),
          Map.entry("PodSpec.imagePullSecrets", List.of("name")),
          Map.entry("PodSpec.initContainers", List.of("name")),
          Map.entry("PodSpec.resourceClaims", List.of("name")),
          Map.entry("PodSpec.schedulingGates", List.of("name")),
          Map.entry(
              "PodSpec.topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")),
          Map.entry("PodSpec.volumes", List.of("name")),
          Map.entry("PodStatus.podIPs", List.of("ip")),
          Map.entry("ResourceRequirements.claims", List.of("name")),
          Map.entry("ServiceAccount.secrets", List.of("name")),
          Map.entry("ServiceSpec.ports", List.of("port", "protocol")));

  private static final Set<String> SETS = Set.of("ObjectMeta.finalizers", "NodeSpec.podCIDRs");

  /** Lists whose elements are unions: setting another member must clear the old one. */
  private static final Set<String> RETAIN_KEYS = Set.of("PodSpec.volumes");

  private static final Set<String> ATOMIC_FIELDS =
      Set.of("PodSpec.nodeSelector", "ServiceSpec.selector");

  private static final Set<String> ATOMIC_TYPES =
      Set.of(
          "ConfigMapKeySelector",
          "LabelSelector",
          "LocalObjectReference",
          "NodeSelector",
          "NodeSelectorTerm",
          "ObjectFieldSelector",
          "ObjectReference",
          "ResourceFieldSelector",
          "RoleRef",
          "SecretKeySelector",
          "SecretReference",
          "TypedLocalObjectReference");

  private static final Map<String, String> DEFAULTS =
      Map.of("ContainerPort.protocol", "TCP", "ServicePort.protocol", "TCP");

  private ModelMerging() {}

  static boolean atomic(Class<?> type) {
    return ATOMIC_TYPES.contains(type.getSimpleName());
  }

  /** Adds to the schema of a field how it merges. */
  static void annotate(Class<?> owner, String field, ObjectNode schema) {
    var name = owner.getSimpleName() + "." + field;
    var keys =
        owner.getSimpleName().endsWith("Status") && field.equals("conditions")
            ? List.of("type")
            : LIST_KEYS.get(name);
    if (keys != null) {
      schema.put("x-kubernetes-list-type", "map");
      var names = schema.putArray("x-kubernetes-list-map-keys");
      keys.forEach(names::add);
      schema.put("x-kubernetes-patch-merge-key", keys.getFirst());
      schema.put(
          "x-kubernetes-patch-strategy", RETAIN_KEYS.contains(name) ? "merge,retainKeys" : "merge");
    } else if (SETS.contains(name)) {
      schema.put("x-kubernetes-list-type", "set");
      schema.put("x-kubernetes-patch-strategy", "merge");
    } else if (ATOMIC_FIELDS.contains(name)) {
      schema.put("x-kubernetes-map-type", "atomic");
    } else if (schema.path("type").asText().equals("array")) {
      schema.put("x-kubernetes-list-type", "atomic");
    }
    if (DEFAULTS.containsKey(name)) {
      schema.put("default", DEFAULTS.get(name));
    }
  }
}
