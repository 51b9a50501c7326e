package dev.postroom.kubernetes.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.resource.GroupResource;
import dev.postroom.kubernetes.schema.Cause;
import dev.postroom.kubernetes.schema.FieldPath;
import dev.postroom.kubernetes.store.Metadata;
import dev.postroom.kubernetes.store.ObjectKey;
import dev.postroom.kubernetes.store.ObjectStore;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;

/**
 * What may change of a PersistentVolumeClaim: nothing but its size, upwards, once it is bound and
 * where its class allows it (Kubernetes' validation and its admission plugin {@code
 * PersistentVolumeClaimResize}).
 */
final class ClaimChanges {

  private static final GroupResource CLAIMS = new GroupResource("", "persistentvolumeclaims");
  private static final GroupResource CLASSES =
      new GroupResource("storage.k8s.io", "storageclasses");
  private static final FieldPath SPEC = FieldPath.ROOT.child("spec");
  private static final String SIZE = "/resources/requests/storage";

  private final ObjectStore store;

  ClaimChanges(ObjectStore store) {
    this.store = store;
  }

  /**
   * What is wrong with a change.
   *
   * @throws ApiFailure with reason Forbidden where the claim's class does not let it grow
   */
  List<Cause> validate(ObjectNode claim, ObjectNode old) {
    var before = old.path("spec");
    var after = claim.path("spec");
    boolean bound = claim.at("/status/phase").asText().equals("Bound");
    if (!unchangeable(before, bound).equals(unchangeable(after, bound))) {
      return List.of(
          Cause.forbidden(
              SPEC,
              "spec is immutable after creation except resources.requests and"
                  + " volumeAttributesClassName for bound claims"));
    }
    int growth = size(after).getNumericalAmount().compareTo(size(before).getNumericalAmount());
    if (growth < 0) {
      return List.of(
          Cause.forbidden(
              SPEC.child("resources").child("requests").child("storage"),
              "field can not be less than status.capacity"));
    }
    if (growth > 0 && !mayGrow(after.path("storageClassName").asText())) {
      throw ApiFailure.forbidden(
          CLAIMS,
          Metadata.of(claim).name(),
          "only dynamically provisioned pvc can be resized and the storageclass that provisions the"
              + " pvc must support resize");
    }
    return List.of();
  }

  private boolean mayGrow(String storageClass) {
    return store
        .get(new ObjectKey(CLASSES, "", storageClass))
        .filter(found -> found.path("allowVolumeExpansion").asBoolean())
        .isPresent();
  }

  /** A volume's name is given when the claim is bound. */
  private static JsonNode unchangeable(JsonNode spec, boolean bound) {
    var fields = spec.deepCopy();
    if (fields instanceof ObjectNode object) {
      object.remove("volumeName");
      if (bound && object.get("resources") instanceof ObjectNode resources) {
        resources.remove("requests");
      }
    }
    return fields;
  }

  private static Quantity size(JsonNode spec) {
    var size = spec.at(SIZE).asText();
    return new Quantity(size.isEmpty() ? "0" : size);
  }
}
