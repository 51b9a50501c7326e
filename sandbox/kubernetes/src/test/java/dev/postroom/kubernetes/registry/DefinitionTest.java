package dev.postroom.kubernetes.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.resource.ResourceType;
import dev.postroom.kubernetes.store.Metadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Custom resources while their definition changes or goes, and in more than one version. */
class DefinitionTest {

  private static final String DEFINITION =
      """
      metadata: {name: notes.test.postroom.dev, finalizers: [x/hold]}
      spec:
        group: test.postroom.dev
        scope: Namespaced
        names: {plural: notes, kind: Note}
        versions:
        - {name: v1, served: true, storage: true, schema: SCHEMA}
        - {name: v1alpha1, served: true, storage: false, schema: SCHEMA}
      """
          .replace(
              "SCHEMA",
              "{openAPIV3Schema: {type: object, properties: {spec: {type: object, properties:"
                  + " {size: {type: integer}, ratio: {type: number}}}}}}");
  private static final WriteOptions OPTIONS =
      new WriteOptions("test", FieldValidation.STRICT, false, false);

  private final Registry registry = Registry.start(Clock.systemUTC(), "127.96.0.0/24");

  @BeforeEach
  void define() {
    registry.resources().create(definitions(), "", yaml(DEFINITION), OPTIONS);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void anObjectIsChangedThroughAnyVersionOfItsDefinition() {
    create(notes("v1alpha1"), "{metadata: {name: a}, spec: {size: 1}}");

    var changed = change(notes("v1"), note -> size(note, 2));

    assertThat(changed.at("/spec/size").asInt()).isEqualTo(2);
    assertThat(Metadata.of(changed).generation()).isEqualTo(2);
  }

  @Test
  void theSameContentInAnotherVersionIsNoChange() {
    var created = create(notes("v1alpha1"), "{metadata: {name: a}, spec: {size: 1}}");

    var same = change(notes("v1"), note -> note);

    assertThat(Metadata.of(same).resourceVersion())
        .isEqualTo(Metadata.of(created).resourceVersion());
  }

  @Test
  void theSameNumberInAnotherFormIsNoChange() {
    var created = create(notes("v1"), "{metadata: {name: a}, spec: {size: 4, ratio: 4}}");

    var same =
        change(
            notes("v1"),
            note -> {
              note.withObject("/spec").put("size", 4L).put("ratio", 4.0);
              return note;
            });

    assertThat(same).isEqualTo(created);
  }

  @Test
  void aRequestThatBeganBeforeTheDefinitionChangedIsServed() {
    var before = notes("v1");
    registry
        .resources()
        .update(
            definitions(),
            Subresource.NONE,
            "",
            "notes.test.postroom.dev",
            definition -> {
              definition.withObject("/spec/names").putArray("shortNames").add("n");
              return definition;
            },
            OPTIONS);

    assertThat(create(before, "{metadata: {name: a}}")).isNotNull();
    assertThat(notes("v1").shortNames()).containsExactly("n");
  }

  @Test
  void nothingIsCreatedOfADefinitionThatIsToGo() {
    var background =
        new DeleteOptions(
            Propagation.BACKGROUND,
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            false);
    registry.resources().delete(definitions(), "", "notes.test.postroom.dev", background);

    assertThatThrownBy(() -> create(notes("v1"), "{metadata: {name: late}}"))
        .isInstanceOfSatisfying(
            ApiFailure.class,
            refused -> assertThat(refused.reason()).isEqualTo(ApiFailure.Reason.METHOD_NOT_ALLOWED))
        .hasMessage("create not allowed while custom resource definition is terminating");
  }

  @Test
  void aDefinitionThatCannotBeServedIsRefused() {
    var wrong =
        """
        metadata: {name: statefulsets.apps}
        spec:
          group: apps
          scope: Everywhere
          names: {plural: statefulsets, kind: StatefulSet}
          versions:
          - {name: v2, served: true, storage: false}
          - name: v3
            served: true
            storage: false
            schema: {openAPIV3Schema: {type: object}}
            additionalPrinterColumns: [{name: A, type: string, jsonPath: 'spec..size[*'}]
        """;

    assertThatThrownBy(() -> registry.resources().create(definitions(), "", yaml(wrong), OPTIONS))
        .isInstanceOfSatisfying(
            ApiFailure.class,
            refused ->
                assertThat(refused.causes())
                    .extracting(ApiFailure.Cause::field)
                    .containsExactly(
                        "spec.names.plural",
                        "spec.scope",
                        "spec.versions[0].schema.openAPIV3Schema",
                        "spec.versions[1].additionalPrinterColumns[0].jsonPath",
                        "spec.versions"));
    assertThat(registry.store().get(Resources.key(definitions(), "", "statefulsets.apps")))
        .isEmpty();
  }

  @Test
  void whereADefinitionsObjectsLiveDoesNotChange() {
    assertThatThrownBy(
            () ->
                registry
                    .resources()
                    .update(
                        definitions(),
                        Subresource.NONE,
                        "",
                        "notes.test.postroom.dev",
                        live -> {
                          live.withObject("/spec").put("scope", "Cluster");
                          return live;
                        },
                        OPTIONS))
        .hasMessageContaining("spec.scope: Invalid value: \"Cluster\": field is immutable");
  }

  @Test
  void anUpdateSaysWhatItIsBasedOn() {
    create(notes("v1"), "{metadata: {name: a}, spec: {size: 1}}");

    assertThatThrownBy(
            () -> change(notes("v1"), note -> yaml("{metadata: {name: a}, spec: {size: 2}}")))
        .hasMessageEndingWith(
            "\"a\" is invalid: metadata.resourceVersion: Invalid value: 0x0: must be specified for"
                + " an update");
  }

  private ObjectNode create(ResourceType type, String object) {
    return registry.resources().create(type, "default", yaml(object), OPTIONS).object();
  }

  private ObjectNode change(ResourceType type, UnaryOperator<ObjectNode> change) {
    return registry
        .resources()
        .update(type, Subresource.NONE, "default", "a", change, OPTIONS)
        .object();
  }

  private static ObjectNode size(ObjectNode note, int size) {
    note.withObject("/spec").put("size", size);
    return note;
  }

  private ResourceType definitions() {
    return registry
        .types()
        .find("apiextensions.k8s.io", "v1", "customresourcedefinitions")
        .orElseThrow();
  }

  private ResourceType notes(String version) {
    return registry.types().find("test.postroom.dev", version, "notes").orElseThrow();
  }

  private static ObjectNode yaml(String text) {
    try {
      return (ObjectNode) new YAMLMapper().readTree(text);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
