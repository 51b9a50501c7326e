package dev.postroom.kubernetes.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.resource.GroupResource;
import dev.postroom.kubernetes.resource.ResourceTypes;
import dev.postroom.kubernetes.schema.Cause;
import dev.postroom.kubernetes.schema.FieldPath;
import dev.postroom.kubernetes.schema.InvalidSchemaException;
import dev.postroom.kubernetes.schema.StructuralSchema;
import dev.postroom.kubernetes.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What a CustomResourceDefinition must be like to be served: whatever passes here can be served
 * without a surprise later.
 */
final class DefinitionValidation {

  private static final FieldPath SPEC = FieldPath.ROOT.child("spec");

  private DefinitionValidation() {}

  static List<Cause> validate(ObjectNode definition, Optional<ObjectNode> old) {
    List<Cause> causes = new ArrayList<>();
    names(definition, causes);
    scope(definition, causes);
    old.ifPresent(before -> unchanged(definition, before, causes));
    versions(definition.at("/spec/versions"), causes);
    return causes;
  }

  private static void names(ObjectNode definition, List<Cause> causes) {
    var name = definition.at("/metadata/name");
    var resource =
        new GroupResource(
            definition.at("/spec/group").asText(), definition.at("/spec/names/plural").asText());
    if (!name.asText().equals(resource.plural() + "." + resource.group())) {
      causes.add(
          Cause.invalid(
              FieldPath.ROOT.child("metadata").child("name"),
              name,
              "must be spec.names.plural+\".\"+spec.group"));
    }
    if (ResourceTypes.isBuiltIn(resource)) {
      causes.add(
          Cause.forbidden(SPEC.child("names").child("plural"), resource + " is built in already"));
    }
    if (definition.at("/spec/names/kind").asText().isEmpty()) {
      causes.add(Cause.required(SPEC.child("names").child("kind"), ""));
    }
  }

  private static void scope(ObjectNode definition, List<Cause> causes) {
    var scope = definition.at("/spec/scope").asText();
    if (!scope.equals("Namespaced") && !scope.equals("Cluster")) {
      causes.add(Cause.invalid(SPEC.child("scope"), scope, "must be Cluster or Namespaced"));
    }
  }

  private static void unchanged(ObjectNode definition, ObjectNode old, List<Cause> causes) {
    if (!definition.at("/spec/scope").equals(old.at("/spec/scope"))) {
      causes.add(
          Cause.invalid(SPEC.child("scope"), definition.at("/spec/scope"), "field is immutable"));
    }
    if (!definition.at("/spec/names/kind").equals(old.at("/spec/names/kind"))) {
      causes.add(
          Cause.invalid(
              SPEC.child("names").child("kind"),
              definition.at("/spec/names/kind"),
              "field is immutable"));
    }
  }

  private static void versions(JsonNode versions, List<Cause> causes) {
    int storage = 0;
    boolean same = sameSchemas(versions);
    for (int i = 0; i < versions.size(); i++) {
      var version = versions.get(i);
      var path = SPEC.child("versions").index(i);
      storage += version.path("storage").asBoolean() ? 1 : 0;
      if (!same) {
        schema(version, path.child("schema"), causes);
      } else if (i == 0) {
        schema(version, SPEC.child("validation"), causes);
      }
      columns(version.path("additionalPrinterColumns"), path, causes);
    }
    if (storage != 1) {
      causes.add(
          Cause.invalid(
              SPEC.child("versions"),
              Integer.toString(storage),
              "must have exactly one version marked as storage version"));
    }
  }

  /** A schema that all versions share is one to kube-apiserver, and stands outside of them. */
  private static boolean sameSchemas(JsonNode versions) {
    return StreamSupport.stream(versions.spliterator(), false)
            .map(version -> version.path("schema"))
            .distinct()
            .count()
        == 1;
  }

  private static void schema(JsonNode version, FieldPath path, List<Cause> causes) {
    var schemaPath = path.child("openAPIV3Schema");
    var schema = version.at("/schema/openAPIV3Schema");
    if (!schema.isObject()) {
      causes.add(Cause.required(schemaPath, "schemas are required"));
      return;
    }
    try {
      StructuralSchema.compile(schema, schemaPath);
    } catch (InvalidSchemaException invalid) {
      causes.addAll(invalid.causes());
    }
  }

  private static void columns(JsonNode columns, FieldPath path, List<Cause> causes) {
    for (int i = 0; i < columns.size(); i++) {
      try {
        Table.ofCustom(JsonNodeFactory.instance.arrayNode().add(columns.get(i)));
      } catch (IllegalArgumentException notSimple) {
        causes.add(
            Cause.invalid(
                path.child("additionalPrinterColumns").index(i).child("jsonPath"),
                columns.get(i).path("jsonPath"),
                notSimple.getMessage()));
      }
    }
  }
}
