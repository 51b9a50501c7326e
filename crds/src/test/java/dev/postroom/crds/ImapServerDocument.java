package dev.postroom.crds;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A version of a CRD, written out for people: a table for each object, one line for each field.
 *
 * @param version whose schema it is
 * @param foreign paths of fields whose types are explained elsewhere
 */
record ImapServerDocument(CustomResourceDefinitionVersion version, Map<String, String> foreign) {

  /** The tables of columns, specification and status in Markdown. */
  String tables() {
    var text = new StringBuilder();
    appendColumns(text);
    var root = version.getSchema().getOpenAPIV3Schema();
    appendRules(root, text);
    for (var name : List.of("spec", "status")) {
      appendObject(name, root.getProperties().get(name), text);
    }
    return text.toString();
  }

  private void appendColumns(StringBuilder text) {
    text.append(
        "## Columns of `kubectl get imap`\n\n| column | shown | meaning |\n|---|---|---|\n");
    for (var column : version.getAdditionalPrinterColumns()) {
      if (column.getDescription() != null) {
        text.append(
            "| %s | %s | %s |\n"
                .formatted(
                    column.getName(),
                    column.getPriority() == 0 ? "always" : "with `-o wide`",
                    column.getDescription()));
      }
    }
    text.append('\n');
  }

  private void appendObject(String path, JSONSchemaProps object, StringBuilder text) {
    text.append("## ").append(path).append("\n\n");
    if (object.getDescription() != null) {
      text.append(object.getDescription()).append("\n\n");
    }
    text.append("| field | type | default | meaning |\n|---|---|---|---|\n");
    var inner = new ArrayList<Map.Entry<String, JSONSchemaProps>>();
    object
        .getProperties()
        .forEach(
            (name, field) -> {
              var child = path + "." + name;
              boolean own = !foreign.containsKey(child) && hasFields(element(field));
              text.append(
                  "| `%s` | %s | %s | %s |\n"
                      .formatted(
                          name,
                          type(child, field),
                          defaultOf(object, name, field),
                          field.getDescription()));
              if (own) {
                inner.add(Map.entry(child + suffix(field), element(field)));
              }
            });
    text.append('\n');
    appendRules(object, text);
    inner.forEach(each -> appendObject(each.getKey(), each.getValue(), text));
  }

  private static void appendRules(JSONSchemaProps object, StringBuilder text) {
    if (!object.getXKubernetesValidations().isEmpty()) {
      text.append("The API server refuses it with these words:\n\n");
      object.getXKubernetesValidations().stream()
          .map(ValidationRule::getMessage)
          .forEach(message -> text.append("- ").append(message).append('\n'));
      text.append('\n');
    }
  }

  private static boolean hasFields(JSONSchemaProps schema) {
    return schema.getProperties() != null && !schema.getProperties().isEmpty();
  }

  /** What a list has in it; else the schema itself. */
  private static JSONSchemaProps element(JSONSchemaProps schema) {
    return schema.getItems() == null ? schema : schema.getItems().getSchema();
  }

  private static String suffix(JSONSchemaProps schema) {
    return schema.getItems() == null ? "" : "[]";
  }

  private String type(String path, JSONSchemaProps field) {
    if (foreign.containsKey(path)) {
      return foreign.get(path);
    }
    if (field.getItems() != null) {
      return "list%s of %s"
          .formatted(upTo(field.getMaxItems()), plural(type(path, field.getItems().getSchema())));
    }
    if (field.getAdditionalProperties() != null) {
      return "map%s".formatted(upTo(field.getMaxProperties()));
    }
    if (!field.getEnum().isEmpty()) {
      return field.getEnum().stream()
          .map(value -> "`" + value.asText() + "`")
          .collect(Collectors.joining(", "));
    }
    return field.getMinimum() != null && field.getMaximum() != null
        ? "%s, %.0f to %.0f".formatted(field.getType(), field.getMinimum(), field.getMaximum())
        : field.getType();
  }

  private static String plural(String type) {
    return type.equals("string") ? "strings" : type.equals("object") ? "objects" : type;
  }

  private static String upTo(Long most) {
    return most == null ? "" : " (" + most + ")";
  }

  private static String defaultOf(JSONSchemaProps object, String name, JSONSchemaProps field) {
    if (object.getRequired().contains(name)) {
      return "required";
    }
    return field.getDefault() == null || field.getDefault().isContainerNode()
        ? ""
        : "`" + field.getDefault().asText() + "`";
  }
}
