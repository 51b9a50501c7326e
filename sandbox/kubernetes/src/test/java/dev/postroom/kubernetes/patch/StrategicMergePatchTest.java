package dev.postroom.kubernetes.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.postroom.kubernetes.schema.BuiltinSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class StrategicMergePatchTest {

  private static final ObjectNode POD =
      yaml(
          """
          metadata: {name: a, finalizers: [x/a, x/b]}
          spec:
            containers:
            - {name: main, image: a:1, env: [{name: A, value: a}, {name: B, value: b}]}
            - {name: side, image: b:1}
            volumes:
            - {name: v, emptyDir: {}}
          """);

  @Test
  void elementsMergeByTheirKey() {
    assertThat(patched("spec: {containers: [{name: main, image: 'a:2'}]}").at("/spec/containers"))
        .isEqualTo(
            yaml("""
                    c:
                    - {name: main, image: a:2, env: [{name: A, value: a}, {name: B, value: b}]}
                    - {name: side, image: b:1}
                    """)
                .get("c"));
  }

  @Test
  void newElementsAreAppended() {
    assertThat(patched("spec: {containers: [{name: new, image: 'c:1'}]}").at("/spec/containers/2"))
        .isEqualTo(yaml("{name: new, image: 'c:1'}"));
  }

  @Test
  void anElementIsDeletedByDirective() {
    var patch = "spec: {containers: [{name: main, env: [{name: A, $patch: delete}]}]}";

    assertThat(patched(patch).at("/spec/containers/0/env"))
        .isEqualTo(yaml("e: [{name: B, value: b}]").get("e"));
  }

  @Test
  void anElementThatIsNoObjectIsRefused() {
    assertThatThrownBy(() -> patched("spec: {containers: [main]}"))
        .hasMessage("an element of a list that merges by name must be an object, not \"main\"");
  }

  @Test
  void aListIsReplacedByDirective() {
    var patch = "spec: {containers: [{$patch: replace}, {name: only, image: 'c:1'}]}";

    assertThat(patched(patch).at("/spec/containers"))
        .isEqualTo(yaml("c: [{name: only, image: 'c:1'}]").get("c"));
  }

  @Test
  void valuesAreDeletedFromAList() {
    assertThat(
            patched("metadata: {$deleteFromPrimitiveList/finalizers: [x/a]}")
                .at("/metadata/finalizers"))
        .isEqualTo(yaml("f: [x/b]").get("f"));
  }

  @Test
  void elementsAreOrderedByDirective() {
    var patch = "spec: {$setElementOrder/containers: [{name: side}, {name: main}]}";

    assertThat(patched(patch).at("/spec/containers/0/name").asText()).isEqualTo("side");
  }

  @Test
  void keysThatAreNotRetainedGo() {
    var patch =
        "spec: {volumes: [{name: v, $retainKeys: [name, configMap], configMap: {name: m}}]}";

    assertThat(patched(patch).at("/spec/volumes"))
        .isEqualTo(yaml("v: [{name: v, configMap: {name: m}}]").get("v"));
  }

  @Test
  void nullRemovesAField() {
    assertThat(patched("spec: {volumes: null}").at("/spec").has("volumes")).isFalse();
  }

  @Test
  void anElementWithoutItsKeyIsRefused() {
    assertThatThrownBy(() -> patched("spec: {containers: [{image: x}]}"))
        .hasMessageContaining("does not contain declared merge key: name");
  }

  private static ObjectNode patched(String patch) {
    var shape = BuiltinSchema.of("v1", "Pod").orElseThrow().shape();
    return new StrategicMergePatch(yaml(patch), shape).applyTo(POD);
  }

  private static ObjectNode yaml(String text) {
    try {
      return (ObjectNode) new YAMLMapper().readTree(text);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
