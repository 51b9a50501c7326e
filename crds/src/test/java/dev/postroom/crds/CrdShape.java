package dev.postroom.crds;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What the generator cannot be told by annotations. */
final class CrdShape implements CRDPostProcessor {

  private final List<String> columns =
      Arrays.stream(ImapServer.class.getAnnotationsByType(AdditionalPrinterColumn.class))
          .map(AdditionalPrinterColumn::name)
          .toList();

  @Override
  public HasMetadata process(HasMetadata crd, String crdSpecVersion) {
    var version = ((CustomResourceDefinition) crd).getSpec().getVersions().getFirst();
    // The generator sorts columns by path; people read them in the order they were thought out.
    version
        .getAdditionalPrinterColumns()
        .sort(
            Comparator.comparingInt(
                (CustomResourceColumnDefinition c) -> columns.indexOf(c.getName())));
    var schema = version.getSchema().getOpenAPIV3Schema();
    schema.setDescription("A Courier-compatible IMAP server that raises limits from evidence.");
    schema.setRequired(List.of("spec"));
    schema.getProperties().get("spec").setDescription("What the server shall be.");
    schema.getProperties().get("status").setDescription("What was seen of the server.");
    completeObjectDefaults(schema);
    return crd;
  }

  /**
   * Writes an object's default out in full, from the defaults of its fields. An empty one would be
   * completed in every object, but an API server checks a default by the rules as it stands in the
   * definition, and refuses the definition where a rule looks at a field that is not in it.
   */
  private static void completeObjectDefaults(JSONSchemaProps schema) {
    schema.getProperties().values().forEach(CrdShape::completeObjectDefaults);
    if (schema.getDefault() != null && "object".equals(schema.getType())) {
      schema.setDefault(defaultsOfFields(schema));
    }
  }

  private static ObjectNode defaultsOfFields(JSONSchemaProps schema) {
    var defaults = JsonNodeFactory.instance.objectNode();
    schema
        .getProperties()
        .forEach(
            (name, field) -> {
              if (field.getDefault() != null) {
                defaults.set(name, field.getDefault());
              }
            });
    return defaults;
  }
}
