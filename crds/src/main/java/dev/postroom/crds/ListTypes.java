package dev.postroom.crds;

import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;

/**
 * Says in the schema how server-side apply merges a type's lists. Its input names them: {@code
 * tenants=name} makes the property {@code tenants} a map keyed by {@code name}, {@code networks}
 * alone makes it a set, {@code ipFamilies=} has it replaced whole; several are separated by blanks.
 */
public final class ListTypes implements SchemaCustomizer.Customizer {

  @Override
  public JSONSchemaProps apply(
      JSONSchemaProps schema, String input, KubernetesSerialization serialization) {
    for (var list : input.split(" ")) {
      var parts = list.split("=", 2);
      var property = schema.getProperties().get(parts[0]);
      if (property == null) {
        throw new IllegalArgumentException("no property " + parts[0] + " to give a list type");
      }
      if (parts.length == 1) {
        property.setXKubernetesListType("set");
      } else if (parts[1].isEmpty()) {
        property.setXKubernetesListType("atomic");
      } else {
        property.setXKubernetesListType("map");
        property.setXKubernetesListMapKeys(List.of(parts[1]));
      }
    }
    return schema;
  }
}
