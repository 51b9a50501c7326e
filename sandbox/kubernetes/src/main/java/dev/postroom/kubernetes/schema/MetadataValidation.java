package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Checks {@code metadata} (k8s.io/apimachinery {@code api/validation/objectmeta.go}). */
public final class MetadataValidation {

  /** Bytes that all annotations of an object may have together. */
  public static final int ANNOTATIONS_MAXIMUM_BYTES = 256 * 1024;

  private static final FieldPath METADATA = FieldPath.ROOT.child("metadata");
  private static final String SUBDOMAIN_DEMAND =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',"
          + " and must start and end with an alphanumeric character (e.g. 'example.com', regex used"
          + " for validation is"
          + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
  private static final String LABEL_DEMAND =
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must"
          + " start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used"
          + " for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
  private static final String QUALIFIED_DEMAND =
      "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with"
          + " an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
          + " validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
  private static final String LABEL_VALUE_DEMAND =
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.',"
          + " and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value', "
          + " or '12345', regex used for validation is"
          + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

  /** What the names of a kind must look like. */
  public enum NameRule {
    /** RFC 1123 subdomain: the rule for most kinds. */
    SUBDOMAIN,
    /** RFC 1123 label: namespaces, services. */
    LABEL,
    /** A segment of a URL path: RBAC kinds. */
    PATH_SEGMENT
  }

  private MetadataValidation() {}

  /** The rule for the names of a kind. */
  public static NameRule nameRule(String group, String kind) {
    return switch (kind) {
      case "Namespace", "Service" -> group.isEmpty() ? NameRule.LABEL : NameRule.SUBDOMAIN;
      case "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding" ->
          group.equals("rbac.authorization.k8s.io") ? NameRule.PATH_SEGMENT : NameRule.SUBDOMAIN;
      default -> NameRule.SUBDOMAIN;
    };
  }

  /** What is wrong with the metadata of an object that is to be written; it must be typed right. */
  public static List<Cause> validate(ObjectNode object, NameRule rule) {
    var metadata = object.path("metadata");
    var causes = new ArrayList<Cause>();
    var name = metadata.path("name").asText();
    if (name.isEmpty()) {
      causes.add(Cause.required(METADATA.child("name"), "name or generateName is required"));
    } else if (!accepts(rule, name)) {
      causes.add(Cause.invalid(METADATA.child("name"), name, demand(rule)));
    }
    labels(metadata.path("labels"), causes);
    annotations(metadata.path("annotations"), causes);
    finalizers(metadata.path("finalizers"), causes);
    ownerReferences(metadata.path("ownerReferences"), causes);
    return List.copyOf(causes);
  }

  /** Where the metadata of an object has the wrong JSON types. */
  public static List<Cause> types(ObjectNode object) {
    var definitions = BuiltinDefinitions.get();
    var schema =
        new Schema(definitions.resolve(BuiltinDefinitions.OBJECT_META_REF), definitions::resolve);
    return SchemaValidation.validate(
        object.has("metadata") ? object.get("metadata") : object.objectNode(), schema, METADATA);
  }

  private static boolean accepts(NameRule rule, String name) {
    return switch (rule) {
      case SUBDOMAIN -> Names.isSubdomain(name);
      case LABEL -> Names.isLabel(name);
      case PATH_SEGMENT ->
          !name.equals(".") && !name.equals("..") && !name.contains("/") && !name.contains("%");
    };
  }

  private static String demand(NameRule rule) {
    return switch (rule) {
      case SUBDOMAIN -> SUBDOMAIN_DEMAND;
      case LABEL -> LABEL_DEMAND;
      case PATH_SEGMENT -> "may not be '.' or '..', and may not contain '/' or '%'";
    };
  }

  private static void labels(JsonNode labels, List<Cause> causes) {
    var path = METADATA.child("labels");
    labels
        .properties()
        .forEach(
            label -> {
              if (!Names.isQualifiedName(label.getKey())) {
                causes.add(Cause.invalid(path, label.getKey(), QUALIFIED_DEMAND));
              }
              if (!Names.isLabelValue(label.getValue().asText())) {
                causes.add(Cause.invalid(path, label.getValue(), LABEL_VALUE_DEMAND));
              }
            });
  }

  private static void annotations(JsonNode annotations, List<Cause> causes) {
    var path = METADATA.child("annotations");
    long size = 0;
    for (var annotation : annotations.properties()) {
      if (!Names.isQualifiedName(annotation.getKey().toLowerCase(Locale.ROOT))) {
        causes.add(Cause.invalid(path, annotation.getKey(), QUALIFIED_DEMAND));
      }
      size += annotation.getKey().length() + (long) annotation.getValue().asText().length();
    }
    if (size > ANNOTATIONS_MAXIMUM_BYTES) {
      causes.add(Cause.tooLong(path, ANNOTATIONS_MAXIMUM_BYTES));
    }
  }

  private static void finalizers(JsonNode finalizers, List<Cause> causes) {
    for (int i = 0; i < finalizers.size(); i++) {
      if (!Names.isQualifiedName(finalizers.get(i).asText())) {
        causes.add(
            Cause.invalid(
                METADATA.child("finalizers").index(i), finalizers.get(i), QUALIFIED_DEMAND));
      }
    }
  }

  private static void ownerReferences(JsonNode references, List<Cause> causes) {
    int controllers = 0;
    for (int i = 0; i < references.size(); i++) {
      var path = METADATA.child("ownerReferences").index(i);
      for (var field : List.of("apiVersion", "kind", "name", "uid")) {
        if (references.get(i).path(field).asText().isEmpty()) {
          causes.add(Cause.invalid(path.child(field), "", field + " must not be empty"));
        }
      }
      controllers += references.get(i).path("controller").asBoolean() ? 1 : 0;
    }
    if (controllers > 1) {
      causes.add(
          Cause.invalid(
              METADATA.child("ownerReferences"),
              references,
              "Only one reference can have Controller set to true"));
    }
  }
}
