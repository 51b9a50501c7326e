package dev.postroom.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** Holds the defaults of the types to those of the schema: each stands in both. */
class DefaultsTest {

  private final ObjectMapper json =
      new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_EMPTY);

  @Test
  void anEmptySpecReadsAsTheApiServerWouldDefaultIt() throws JsonProcessingException {
    var spec = json.readValue("{}", ImapServerSpec.class);
    assertThat(json.<JsonNode>valueToTree(spec))
        .isEqualTo(json.readTree(defaulted(specSchema()).toString()));
  }

  private static JsonNode defaulted(JSONSchemaProps schema) {
    if (!"object".equals(schema.getType())) {
      return schema.getDefault();
    }
    var object = JsonNodeFactory.instance.objectNode();
    schema
        .getProperties()
        .forEach(
            (name, property) -> {
              if (property.getDefault() != null) {
                object.set(name, defaulted(property));
              }
            });
    return object;
  }

  private static JSONSchemaProps specSchema() {
    InputStream crd = ImapServer.class.getResourceAsStream("imapservers.postroom.dev.yaml");
    return Serialization.unmarshal(crd, CustomResourceDefinition.class)
        .getSpec()
        .getVersions()
        .getFirst()
        .getSchema()
        .getOpenAPIV3Schema()
        .getProperties()
        .get("spec");
  }
}
