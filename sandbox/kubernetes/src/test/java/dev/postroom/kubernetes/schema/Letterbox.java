package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The custom resource that the tests of schemas are played on. */
final class Letterbox {

  private static final YAMLMapper YAML = new YAMLMapper();

  private Letterbox() {}

  static ObjectNode definition() {
    try (var stream = Letterbox.class.getResourceAsStream("/letterboxes.crd.yaml")) {
      return (ObjectNode) YAML.readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static StructuralSchema schema() {
    return StructuralSchema.compile(
        openApiSchema(), new FieldPath("spec.versions[0].schema.openAPIV3Schema"));
  }

  static JsonNode openApiSchema() {
    return definition().at("/spec/versions/0/schema/openAPIV3Schema");
  }

  static ObjectNode withSpec(String spec) {
    return yaml(
        "{apiVersion: test.postroom.dev/v1, kind: Letterbox, metadata: {name: a}, spec: "
            + spec
            + "}");
  }

  static ObjectNode yaml(String text) {
    try {
      return (ObjectNode) YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
