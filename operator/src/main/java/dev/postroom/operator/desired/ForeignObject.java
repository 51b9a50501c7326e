package dev.postroom.operator.desired;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Objects of kinds that no library of this project has. */
final class ForeignObject {

  private ForeignObject() {}

  static GenericKubernetesResource of(
      ForeignKind kind, ObjectMeta metadata, Map<String, Object> spec) {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion(kind.apiVersion())
        .withKind(kind.kind())
        .withMetadata(metadata)
        .addToAdditionalProperties("spec", sorted(spec))
        .build();
  }

  /** Equal specifications are equal texts, whichever order their fields were put together in. */
  private static Object sorted(Object value) {
    return switch (value) {
      case Map<?, ?> fields -> {
        var sorted = new TreeMap<String, Object>();
        fields.forEach((name, field) -> sorted.put((String) name, sorted(field)));
        yield sorted;
      }
      case List<?> list -> list.stream().map(ForeignObject::sorted).toList();
      default -> value;
    };
  }
}
