package dev.postroom.kubernetes.defaults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.resource.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Fills in what built-in objects leave out. What is there stays; a second time changes nothing. */
public final class Defaults {

  private final ServiceDefaults services;

  /**
   * Defaults of one cluster.
   *
   * @param addresses allocates what a Service is reached at
   */
  public Defaults(ServiceAddresses addresses) {
    this.services = new ServiceDefaults(addresses);
  }

  /**
   * Fills in place.
   *
   * @param old the object before, empty on creation
   */
  public void fillIn(ResourceType type, ObjectNode object, Optional<ObjectNode> old) {
    switch (type.kind()) {
      case "Namespace" -> namespace(object);
      case "Pod" -> pod(object);
      case "Service" -> services.fillIn(object, old);
      case "Secret" -> secret(object);
      case "PersistentVolumeClaim" -> VolumeDefaults.claim(object);
      case "PersistentVolume" -> VolumeDefaults.volume(object);
      case "StorageClass" -> VolumeDefaults.storageClass(object);
      case "StatefulSet" -> WorkloadDefaults.statefulSet(object);
      case "Deployment" -> WorkloadDefaults.deployment(object);
      case "Endpoints" -> NetworkDefaults.endpoints(object);
      case "EndpointSlice" -> NetworkDefaults.endpointSlice(object);
      case "NetworkPolicy" -> NetworkDefaults.networkPolicy(object);
      case "RoleBinding", "ClusterRoleBinding" -> binding(object);
      case "CustomResourceDefinition" -> definition(object);
      default -> {}
    }
  }

  private static void namespace(ObjectNode namespace) {
    var metadata = namespace.withObjectProperty("metadata");
    metadata
        .withObjectProperty("labels")
        .put("kubernetes.io/metadata.name", metadata.path("name").asText());
    var spec = namespace.withObjectProperty("spec");
    if (!spec.has("finalizers")) {
      spec.putArray("finalizers").add("kubernetes");
    }
  }

  private static void pod(ObjectNode pod) {
    var spec = pod.withObjectProperty("spec");
    Fill.in(spec, "enableServiceLinks", true);
    Fill.in(spec, "serviceAccountName", "default");
    Fill.in(spec, "preemptionPolicy", "PreemptLowerPriority");
    Fill.in(spec, "priority", 0);
    PodDefaults.fillIn(spec);
  }

  /** What was given as text is kept as bytes. */
  private static void secret(ObjectNode secret) {
    Fill.in(secret, "type", "Opaque");
    if (secret.remove("stringData") instanceof ObjectNode texts) {
      var data = secret.withObjectProperty("data");
      for (var text : texts.properties()) {
        var bytes = text.getValue().asText().getBytes(StandardCharsets.UTF_8);
        data.put(text.getKey(), Base64.getEncoder().encodeToString(bytes));
      }
    }
  }

  private static void binding(ObjectNode binding) {
    var group = "rbac.authorization.k8s.io";
    if (binding.get("roleRef") instanceof ObjectNode role) {
      Fill.in(role, "apiGroup", group);
    }
    for (JsonNode subject : binding.path("subjects")) {
      boolean account = subject.path("kind").asText().equals("ServiceAccount");
      if (!account && subject instanceof ObjectNode fields) {
        Fill.in(fields, "apiGroup", group);
      }
    }
  }

  private static void definition(ObjectNode definition) {
    var spec = definition.withObjectProperty("spec");
    var names = spec.withObjectProperty("names");
    var kind = names.path("kind").asText();
    Fill.in(names, "singular", kind.toLowerCase(java.util.Locale.ROOT));
    Fill.in(names, "listKind", kind + "List");
    if (!spec.has("conversion")) {
      spec.putObject("conversion").put("strategy", "None");
    }
  }
}
