package dev.postroom.kubernetes.conformance;

import static dev.postroom.kubernetes.conformance.ApiUnderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Custom resources: schema, defaults, pruning, rules, and a status apart from the spec. */
interface CustomResourceConformance extends ApiUnderTest {

  @Test
  default void fillsInTheDefaultsOfTheSchema() {
    var created = createLetterbox("defaults", "{address: {street: Elm}, tenants: [{name: a}]}");

    assertThat(spec(created))
        .containsEntry("colour", "yellow")
        .containsEntry("slots", 1)
        .containsEntry("tenants", List.of(Map.of("name", "a", "floor", 0)));
  }

  @Test
  default void prunesWhatTheSchemaDoesNotDescribe() {
    var created =
        createLetterbox("pruning", "{address: {street: Elm, strete: x}, extra: {any: thing}}");

    assertThat(spec(created))
        .containsEntry("address", Map.of("street", "Elm"))
        .containsEntry("extra", Map.of("any", "thing"));
  }

  @Test
  default void refusesUnknownFieldsWhereTheWriterWantsStrictness() {
    var status =
        refusal(
            () ->
                client()
                    .raw(
                        "/apis/test.postroom.dev/v1/namespaces/"
                            + namespace()
                            + "/letterboxes?fieldValidation=Strict",
                        "POST",
                        letterbox("strict", "{address: {street: Elm}, slotz: 1}")));

    assertThat(status.getCode()).isEqualTo(400);
    assertThat(status.getMessage()).contains("strict decoding error: unknown field \"spec.slotz\"");
  }

  @Test
  default void namesTheFieldThatIsWrong() {
    var status =
        refusal(
            () -> createLetterbox("wrong", "{address: {street: Elm}, slots: 0, colour: green}"));

    assertThat(status.getCode()).isEqualTo(422);
    assertThat(status.getReason()).isEqualTo("Invalid");
    assertThat(status.getDetails().getCauses())
        .extracting(StatusCause::getField, StatusCause::getReason, StatusCause::getMessage)
        .containsExactlyInAnyOrder(
            tuple(
                "spec.slots",
                "FieldValueInvalid",
                "Invalid value: 0: spec.slots in body should be greater than or equal to 1"),
            tuple(
                "spec.colour",
                "FieldValueNotSupported",
                "Unsupported value: \"green\": supported values: \"yellow\", \"red\", \"blue\""));
  }

  @Test
  default void evaluatesRules() {
    var status =
        refusal(() -> createLetterbox("rules", "{address: {street: Elm}, colour: red, slots: 3}"));

    assertThat(status.getMessage()).contains("a red box has at most two slots");
    assertThat(status.getDetails().getCauses())
        .extracting(StatusCause::getField)
        .containsExactly("spec");
  }

  @Test
  default void evaluatesRulesAboutTransitions() {
    var created = createLetterbox("transition", "{address: {street: Elm}, serial: A1}");

    var status = refusal(() -> patch(created, "{\"spec\":{\"serial\":\"A2\"}}"));

    assertThat(status.getDetails().getCauses())
        .extracting(StatusCause::getField, StatusCause::getReason)
        .containsExactly(tuple("spec.serial", "FieldValueForbidden"));
  }

  @Test
  default void countsGenerationsOfTheSpecOnly() {
    var created = createLetterbox("generation", "{address: {street: Elm}}");
    assertThat(created.getMetadata().getGeneration()).isEqualTo(1);

    var annotated = patch(created, "{\"metadata\":{\"annotations\":{\"a\":\"b\"}}}");
    assertThat(annotated.getMetadata().getGeneration()).isEqualTo(1);

    var changed = patch(created, "{\"spec\":{\"slots\":2}}");
    assertThat(changed.getMetadata().getGeneration()).isEqualTo(2);
  }

  @Test
  default void refusesAnUpdateThatDoesNotSayWhatItIsBasedOn() {
    createLetterbox("unconditional", "{address: {street: Elm}}");

    var status =
        refusal(
            () ->
                client()
                    .raw(
                        "/apis/test.postroom.dev/v1/namespaces/"
                            + namespace()
                            + "/letterboxes/unconditional",
                        "PUT",
                        letterbox("unconditional", "{address: {street: Birch}}")));

    assertThat(status.getCode()).isEqualTo(422);
    assertThat(status.getDetails().getCauses())
        .extracting(StatusCause::getField)
        .containsExactly("metadata.resourceVersion");
  }

  @Test
  default void keepsStatusAndSpecApart() {
    var created = createLetterbox("apart", "{address: {street: Elm}}");

    var ignored = patch(created, "{\"status\":{\"slots\":9}}");
    assertThat((Object) ignored.get("status")).isNull();

    var statusChanged =
        client()
            .resource(created)
            .subresource("status")
            .patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"spec\":{\"slots\":9},\"status\":{\"slots\":3}}");
    assertThat((Integer) statusChanged.get("status", "slots")).isEqualTo(3);
    assertThat((Integer) statusChanged.get("spec", "slots")).isEqualTo(1);
    assertThat(statusChanged.getMetadata().getGeneration()).isEqualTo(1);

    var specChanged = patch(created, "{\"spec\":{\"slots\":2}}");
    assertThat((Integer) specChanged.get("status", "slots")).isEqualTo(3);
  }

  @Test
  default void refusesADefinitionWhoseRuleDoesNotCompile() {
    var definition = Letterboxes.definition("posts", "Post");
    schemaOfSpec(definition).getXKubernetesValidations().getFirst().setRule("self.slotz > 1");

    var status = refusal(() -> client().resource(definition).create());

    assertThat(status.getCode()).isEqualTo(422);
    assertThat(status.getDetails().getCauses())
        .extracting(StatusCause::getField)
        .containsExactly(
            "spec.versions[0].schema.openAPIV3Schema.properties[spec]"
                + ".x-kubernetes-validations[0].rule");
  }

  private GenericKubernetesResource patch(GenericKubernetesResource box, String patch) {
    return client().resource(box).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  private static Map<String, Object> spec(GenericKubernetesResource box) {
    return Serialization.unmarshal(Serialization.asJson(box.<Object>get("spec")), Map.class);
  }

  private static io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps schemaOfSpec(
      CustomResourceDefinition definition) {
    return definition
        .getSpec()
        .getVersions()
        .getFirst()
        .getSchema()
        .getOpenAPIV3Schema()
        .getProperties()
        .get("spec");
  }
}
