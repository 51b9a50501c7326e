package dev.postroom.kubernetes.schema;

import static dev.postroom.kubernetes.schema.Letterbox.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltinSchemaTest {

  @ParameterizedTest
  @CsvSource({
    "v1, Pod",
    "v1, Service",
    "v1, ConfigMap",
    "v1, Secret",
    "v1, Event",
    "v1, Node",
    "v1, Namespace",
    "v1, ServiceAccount",
    "v1, PersistentVolumeClaim",
    "v1, PersistentVolume",
    "v1, Endpoints",
    "apps/v1, StatefulSet",
    "apps/v1, Deployment",
    "apps/v1, ControllerRevision",
    "discovery.k8s.io/v1, EndpointSlice",
    "coordination.k8s.io/v1, Lease",
    "events.k8s.io/v1, Event",
    "policy/v1, PodDisruptionBudget",
    "rbac.authorization.k8s.io/v1, Role",
    "storage.k8s.io/v1, StorageClass",
    "networking.k8s.io/v1, NetworkPolicy",
    "apiextensions.k8s.io/v1, CustomResourceDefinition",
    "authorization.k8s.io/v1, SelfSubjectAccessReview"
  })
  void knowsTheBuiltInKinds(String apiVersion, String kind) {
    assertThat(BuiltinSchema.of(apiVersion, kind).orElseThrow().schema().properties())
        .containsKeys("apiVersion", "kind", "metadata");
  }

  @Test
  void findsUnknownFieldsDeepInATemplate() {
    var set =
        yaml(
            """
            {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: a}, spec: {replicas: 1,
              template: {spec: {containers: [{name: c, imge: x, livenessProbe: {tcpSocket: {port: imap}}}]}}}}
            """);

    assertThat(statefulSet().prune(set)).containsExactly("spec.template.spec.containers[0].imge");
    assertThat(statefulSet().undecodable(set)).isEmpty();
  }

  @Test
  void saysWhatCannotBeDecoded() {
    var set = yaml("{spec: {replicas: one, template: {spec: {containers: {name: c}}}}}");

    assertThat(statefulSet().undecodable(set))
        .extracting(Cause::field)
        .containsExactly("spec.replicas", "spec.template.spec.containers");
  }

  @Test
  void dropsNulls() {
    var set = yaml("{spec: {replicas: null, template: {metadata: {creationTimestamp: null}}}}");

    assertThat(statefulSet().prune(set)).isEmpty();
    assertThat(set).isEqualTo(yaml("{spec: {template: {metadata: {}}}}"));
  }

  @Test
  void mergesListsByTheKeysOfTheApi() {
    var pod = statefulSet().shape().child("spec").child("template").child("spec");

    assertThat(pod.child("containers").keys()).containsExactly("name");
    assertThat(pod.child("containers").element().child("ports"))
        .isInstanceOfSatisfying(
            TypeShape.MapList.class,
            ports -> {
              assertThat(ports.keys()).isEqualTo(List.of("containerPort", "protocol"));
              assertThat(ports.defaults()).isEqualTo(Map.of("protocol", "TCP"));
            });
    assertThat(pod.child("tolerations")).isInstanceOf(TypeShape.AtomicList.class);
    assertThat(pod.child("nodeSelector").atomic()).isTrue();
    assertThat(statefulSet().shape().child("spec").child("selector").atomic()).isTrue();
    assertThat(statefulSet().shape().child("metadata").child("finalizers"))
        .isInstanceOf(TypeShape.SetList.class);
    assertThat(statefulSet().shape().child("status").child("conditions").keys())
        .containsExactly("type");
  }

  @Test
  void acceptsSchemasOfDefinitionsWhole() {
    var definition = Letterbox.definition();

    var schema =
        BuiltinSchema.of("apiextensions.k8s.io/v1", "CustomResourceDefinition").orElseThrow();

    assertThat(schema.prune(definition)).isEmpty();
    assertThat(schema.undecodable(definition)).isEmpty();
    assertThat(definition).isEqualTo(Letterbox.definition());
  }

  private static BuiltinSchema statefulSet() {
    return BuiltinSchema.of("apps/v1", "StatefulSet").orElseThrow();
  }
}
