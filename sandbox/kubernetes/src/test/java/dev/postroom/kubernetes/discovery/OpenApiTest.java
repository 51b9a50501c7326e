package dev.postroom.kubernetes.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.resource.ResourceType;
import dev.postroom.kubernetes.resource.ResourceTypes;
import dev.postroom.kubernetes.schema.BuiltinSchema;
import dev.postroom.kubernetes.schema.Schema;
import org.junit.jupiter.api.Test;

class OpenApiTest {

  private static final ResourceTypes TYPES = new ResourceTypes();

  @Test
  void everyReferenceOfVersion3LeadsToADefinition() {
    var openApi = new OpenApiV3(TYPES, OpenApiTest::schema);
    for (var group : TYPES.groups()) {
      for (var version : TYPES.versions(group)) {
        var document = openApi.document(group, version).orElseThrow();
        assertReferencesLeadSomewhere(document, "/components/schemas/");
      }
    }
  }

  @Test
  void everyReferenceOfVersion2LeadsToADefinition() {
    assertReferencesLeadSomewhere(
        new OpenApiV2(TYPES, OpenApiTest::schema).document(), "/definitions/");
  }

  @Test
  void patchesAnnounceTheParametersThatKubectlLooksFor() {
    var document = new OpenApiV3(TYPES, OpenApiTest::schema).document("apps", "v1").orElseThrow();

    var patch =
        document
            .path("paths")
            .path("/apis/apps/v1/namespaces/{namespace}/statefulsets/{name}")
            .path("patch");

    assertThat(patch.path("x-kubernetes-group-version-kind"))
        .hasToString("{\"group\":\"apps\",\"version\":\"v1\",\"kind\":\"StatefulSet\"}");
    assertThat(patch.path("parameters").findValuesAsText("name"))
        .containsExactly("dryRun", "fieldManager", "fieldValidation", "force");
  }

  @Test
  void discoveryListsResourcesAndTheirSubresources() {
    var discovery = new DiscoveryDocuments(TYPES);

    assertThat(discovery.resources("apps", "v1").orElseThrow().findValuesAsText("name"))
        .contains("statefulsets", "statefulsets/status", "statefulsets/scale");
    assertThat(discovery.groups().path("groups").findValuesAsText("name"))
        .contains("apps", "apiextensions.k8s.io")
        .doesNotContain("");
    assertThat(discovery.resources("apps", "v2")).isEmpty();
    assertThat(discovery.group("nobody.example")).isEmpty();
  }

  private static void assertReferencesLeadSomewhere(ObjectNode document, String definitions) {
    var references =
        document.findValues("$ref").stream().filter(JsonNode::isTextual).map(JsonNode::textValue);
    assertThat(references)
        .isNotEmpty()
        .allSatisfy(
            reference -> {
              assertThat(reference).startsWith("#" + definitions);
              var name = reference.substring(definitions.length() + 1);
              var parent = definitions.substring(0, definitions.length() - 1);
              assertThat(document.at(parent).has(name)).as(name).isTrue();
            });
  }

  private static Schema schema(ResourceType type) {
    return BuiltinSchema.of(type.apiVersion(), type.kind()).orElseThrow().schema();
  }
}
