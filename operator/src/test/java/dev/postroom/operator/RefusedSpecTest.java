package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of the CRD refuses what it is there for, names the field, and says what to do. */
@TestInstance(Lifecycle.PER_CLASS)
class RefusedSpecTest {

  /**
   * A specification that is refused.
   *
   * @param name of the server; any, if there is none
   * @param spec the specification, or what it was before
   * @param then what it cannot become
   * @param field that is named
   * @param message that is read
   */
  record Refused(
      String name,
      Map<String, Object> spec,
      Map<String, Object> then,
      String field,
      String message) {

    String server() {
      return name == null ? "refused" : name;
    }
  }

  @AutoClose private final StandIn cluster = new StandIn(api());

  TestApi api() {
    return TestApi.STAND_IN;
  }

  static List<Refused> refused() {
    return Serialization.unmarshal(
        RefusedSpecTest.class.getResourceAsStream("refused.yaml"),
        new TypeReference<List<Refused>>() {});
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedInTheseWords(Refused refused) {
    if (refused.then() != null) {
      cluster.client().resource(server(refused, refused.spec())).create();
    }

    var refusal =
        catchThrowableOfType(
            KubernetesClientException.class,
            () -> {
              if (refused.then() == null) {
                cluster.client().resource(server(refused, refused.spec())).create();
              } else {
                cluster.client().resource(server(refused, refused.then())).update();
              }
            });
    cluster.client().resource(server(refused, refused.spec())).delete();

    // From 1.34 on kube-apiserver does not say of what type a value is that a rule refuses.
    assertThat(
            refusal
                .getStatus()
                .getMessage()
                .replace("Invalid value: \"object\": ", "Invalid value: "))
        .isEqualTo(
            "ImapServer.postroom.dev \"%s\" is invalid: %s: Invalid value: %s"
                .formatted(refused.server(), refused.field(), refused.message()));
  }

  @Test
  void everyRuleIsThere() {
    assertThat(refused())
        .extracting(Refused::message)
        .containsExactlyInAnyOrderElementsOf(
            Serialization.unmarshal(
                    Serialization.asJson(ImapServerKind.definition()), JsonNode.class)
                .findValues("x-kubernetes-validations")
                .stream()
                .flatMap(rules -> rules.findValuesAsText("message").stream())
                .toList());
  }

  private static GenericKubernetesResource server(Refused refused, Map<String, Object> spec) {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion("postroom.dev/v1alpha1")
        .withKind("ImapServer")
        .withNewMetadata()
        .withNamespace("default")
        .withName(refused.server())
        .endMetadata()
        .addToAdditionalProperties("spec", spec)
        .build();
  }
}
