package dev.postroom.kubernetes.conformance;

import static dev.postroom.kubernetes.conformance.ApiUnderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
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
                "Unsupported value: \"green\": supported values: \"yellow\", \"red\", \"blue\""),
            tuple(
                "<nil>",
                "FieldValueInvalid",
                "Invalid value: null: some validation rules were not checked because the object was"
                    + " invalid; correct the existing errors to complete validation"));
  }

  @Test
  default void evaluatesRulesBesideValuesOutOfTheirBounds() {
    var status =
        refusal(() -> createLetterbox("both", "{address: {street: Elm}, colour: red, slots: 13}"));

    assertThat(status.getDetails().getCauses())
        .extracting(StatusCause::getField)
        .containsExactlyInAnyOrder("spec.slots", "spec");
    assertThat(status.getMessage())
        .contains("spec.slots in body should be less than or equal to 12")
        .contains("a red box has at most two slots");
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
            "spec.validation.openAPIV3Schema.properties[spec].x-kubernetes-validations[0].rule");
  }

  @Test
  default void namesASchemaByItsVersionWhereThereAreSeveral() {
    var definition = Letterboxes.definition("posts", "Post");
    var other = Letterboxes.definition("posts", "Post");
    schemaOfSpec(other).getXKubernetesValidations().getFirst().setRule("self.slotz > 1");
    var second = other.getSpec().getVersions().getFirst();
    second.setName("v2");
    second.setStorage(false);
    definition.getSpec().getVersions().add(second);

    var status = refusal(() -> client().resource(definition).create());

    assertThat(status.getDetails().getCauses())
        .extracting(StatusCause::getField)
        .containsExactly(
            "spec.versions[1].schema.openAPIV3Schema.properties[spec]"
                + ".x-kubernetes-validations[0].rule");
  }

  @Test
  default void refusesADefaultThatARuleCannotBeAskedAbout() {
    var definition = Letterboxes.definition("posts", "Post");
    var street =
        schemaOfSpec(definition).getProperties().get("address").getProperties().get("street");
    street.setDefault(TextNode.valueOf("Elm"));
    var address = schemaOfSpec(definition).getProperties().get("address");
    address.setRequired(List.of());
    address.setDefault(JsonNodeFactory.instance.objectNode());
    address.setXKubernetesValidations(
        List.of(
            new ValidationRuleBuilder()
                .withRule("self.street != 'Oak'")
                .withMessage("not there")
                .build()));

    var status = refusal(() -> client().resource(definition).create());

    assertThat(status.getDetails().getCauses())
        .extracting(StatusCause::getField)
        .containsExactly(
            "spec.validation.openAPIV3Schema.properties[spec].properties[address].default");
    assertThat(status.getMessage()).contains("evaluating rule: not there");
  }

  @Test
  default void refusesADefaultWithoutAFieldThatIsRequired() {
    var definition = Letterboxes.definition("posts", "Post");
    var address = schemaOfSpec(definition).getProperties().get("address");
    address.getProperties().get("street").setDefault(TextNode.valueOf("Elm"));
    address.setDefault(JsonNodeFactory.instance.objectNode());

    var status = refusal(() -> client().resource(definition).create());

    assertThat(status.getDetails().getCauses())
        .extracting(StatusCause::getField, StatusCause::getReason)
        .containsExactly(
            tuple(
                "spec.validation.openAPIV3Schema.properties[spec].properties[address]"
                    + ".default.street",
                "FieldValueRequired"));
  }

  private GenericKubernetesResource patch(GenericKubernetesResource box, String patch) {
    return client().resource(box).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  private static Map<String, Object> spec(GenericKubernetesResource box) {
    return Serialization.unmarshal(Serialization.asJson(box.<Object>get("spec")), Map.class);
  }

  private static JSONSchemaProps schemaOfSpec(CustomResourceDefinition definition) {
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
