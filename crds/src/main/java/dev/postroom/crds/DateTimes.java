package dev.postroom.crds;

import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * Says in the schema that strings are dates with times (RFC 3339 section 5.6), as Kubernetes' own
 * are. Its input names the properties, separated by blanks.
 */
public final class DateTimes implements SchemaCustomizer.Customizer {

  @Override
  public JSONSchemaProps apply(
      JSONSchemaProps schema, String input, KubernetesSerialization serialization) {
    for (var name : input.split(" ")) {
      var property = schema.getProperties().get(name);
      if (property == null) {
        throw new IllegalArgumentException("no property " + name + " that could be a time");
      }
      property.setFormat("date-time");
    }
    return schema;
  }
}
