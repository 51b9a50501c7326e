package dev.postroom.kubernetes.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.resource.ResourceType;
import dev.postroom.kubernetes.schema.Cause;
import dev.postroom.kubernetes.schema.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules about values of built-in objects that an operator can trip over: above all, what may
 * not change once it is there.
 */
final class BuiltInValidation {

  private static final FieldPath SPEC = FieldPath.ROOT.child("spec");

  /** All of a StatefulSet's spec that may change. */
  private static final Set<String> STATEFUL_SET_CHANGES =
      Set.of(
          "replicas",
          "ordinals",
          "template",
          "updateStrategy",
          "revisionHistoryLimit",
          "persistentVolumeClaimRetentionPolicy",
          "minReadySeconds");

  private BuiltInValidation() {}

  static List<Cause> validate(ResourceType type, ObjectNode object, Optional<ObjectNode> old) {
    return switch (type.kind()) {
      case "StatefulSet" -> statefulSet(object, old);
      case "Service" -> ServiceValidation.validate(object, old);
      case "ConfigMap", "Secret" -> immutable(object, old);
      case "CustomResourceDefinition" -> DefinitionValidation.validate(object, old);
      default -> List.of();
    };
  }

  private static List<Cause> statefulSet(ObjectNode object, Optional<ObjectNode> old) {
    List<Cause> causes = new ArrayList<>();
    var selector = object.at("/spec/selector/matchLabels");
    var labels = object.at("/spec/template/metadata/labels");
    if (selector.isEmpty()) {
      causes.add(Cause.required(SPEC.child("selector"), ""));
    } else if (!selector.properties().stream()
        .allMatch(label -> label.getValue().equals(labels.get(label.getKey())))) {
      causes.add(
          Cause.invalid(
              SPEC.child("template").child("metadata").child("labels"),
              labels.isMissingNode() ? object.nullNode() : labels,
              "`selector` does not match template `labels`"));
    }
    if (old.isPresent() && !unchangeable(object).equals(unchangeable(old.get()))) {
      causes.add(
          Cause.forbidden(
              SPEC,
              "updates to statefulset spec for fields other than 'replicas', 'ordinals',"
                  + " 'template', 'updateStrategy', 'revisionHistoryLimit',"
                  + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"));
    }
    return causes;
  }

  private static JsonNode unchangeable(ObjectNode statefulSet) {
    var spec = statefulSet.path("spec").deepCopy();
    if (spec instanceof ObjectNode fields) {
      fields.remove(STATEFUL_SET_CHANGES);
    }
    return spec;
  }

  private static List<Cause> immutable(ObjectNode object, Optional<ObjectNode> old) {
    if (old.isEmpty()) {
      return List.of();
    }
    List<Cause> causes = new ArrayList<>();
    if (!object.path("type").equals(old.get().path("type"))) {
      causes.add(
          Cause.invalid(FieldPath.ROOT.child("type"), object.path("type"), "field is immutable"));
    }
    if (old.get().path("immutable").asBoolean()) {
      for (var field : List.of("immutable", "data", "binaryData")) {
        if (!object.path(field).equals(old.get().path(field))) {
          causes.add(
              Cause.forbidden(
                  FieldPath.ROOT.child(field), "field is immutable when `immutable` is set"));
        }
      }
    }
    return causes;
  }
}
