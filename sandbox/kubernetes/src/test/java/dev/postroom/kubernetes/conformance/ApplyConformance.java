package dev.postroom.kubernetes.conformance;

import static dev.postroom.kubernetes.conformance.ApiUnderTest.refusal;
import static dev.postroom.kubernetes.conformance.ApiUnderTest.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Server-side apply: who owns a field, who may change it, and when nothing is written. */
interface ApplyConformance extends ApiUnderTest {

  @Test
  default void createsAndRecordsWhoOwnsWhat() {
    var applied = apply("one", configMap("apply-create", "{a: '1'}"));

    assertThat(applied.getData()).isEqualTo(Map.of("a", "1"));
    assertThat(applied.getMetadata().getManagedFields())
        .extracting(ManagedFieldsEntry::getManager, ManagedFieldsEntry::getOperation)
        .containsExactly(tuple("one", "Apply"));
  }

  @Test
  default void writesNothingWhenNothingChanges() {
    var first = apply("one", configMap("apply-idle", "{a: '1'}"));

    var second = apply("one", configMap("apply-idle", "{a: '1'}"));

    assertThat(second.getMetadata().getResourceVersion())
        .isEqualTo(first.getMetadata().getResourceVersion());
  }

  @Test
  default void removesWhatItsOwnerNoLongerApplies() {
    apply("one", configMap("apply-remove", "{a: '1', b: '2'}"));

    var second = apply("one", configMap("apply-remove", "{b: '2'}"));

    assertThat(second.getData()).isEqualTo(Map.of("b", "2"));
  }

  @Test
  default void letsOwnersOfDifferentFieldsLiveTogether() {
    apply("one", configMap("apply-shared", "{a: '1'}"));
    apply("two", configMap("apply-shared", "{b: '2'}"));

    var third = apply("one", configMap("apply-shared", "{c: '3'}"));

    assertThat(third.getData()).isEqualTo(Map.of("b", "2", "c", "3"));
  }

  @Test
  default void refusesToChangeWhatAnotherOwnsUnlessForced() {
    apply("one", configMap("apply-conflict", "{a: '1'}"));

    var status = refusal(() -> apply("two", configMap("apply-conflict", "{a: '2'}")));

    assertThat(status.getCode()).isEqualTo(409);
    assertThat(status.getMessage())
        .isEqualTo("Apply failed with 1 conflict: conflict with \"one\": .data.a");
    assertThat(status.getDetails().getCauses())
        .extracting(StatusCause::getReason, StatusCause::getField, StatusCause::getMessage)
        .containsExactly(tuple("FieldManagerConflict", ".data.a", "conflict with \"one\""));

    var forced =
        client()
            .resource(configMap("apply-conflict", "{a: '2'}"))
            .fieldManager("two")
            .forceConflicts()
            .serverSideApply();
    assertThat(forced.getData()).isEqualTo(Map.of("a", "2"));
  }

  @Test
  default void recordsUpdatesAsOwnersToo() {
    var created = createConfigMap("apply-update-", Map.of());
    client()
        .resource(created)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager("updater")
                .build(),
            "{\"data\":{\"a\":\"1\"}}");

    var status =
        refusal(() -> apply("two", configMap(created.getMetadata().getName(), "{a: '2'}")));

    assertThat(status.getMessage()).contains("conflict with \"updater\"").contains(".data.a");
  }

  @Test
  default void mergesListsByTheirKeys() {
    apply("one", service("[{name: imap, port: 143}]"));

    var merged = apply("two", service("[{name: imaps, port: 993}]"));

    assertThat(merged.getSpec().getPorts())
        .extracting(ServicePort::getName)
        .containsExactlyInAnyOrder("imap", "imaps");
  }

  @Test
  default void staysStillForAStatefulSetThatLeavesDefaultsOut() {
    var first = apply("one", statefulSet());

    var second = apply("one", statefulSet());

    assertThat(second.getMetadata().getResourceVersion())
        .isEqualTo(first.getMetadata().getResourceVersion());
    assertThat(second.getMetadata().getGeneration()).isEqualTo(1);
    assertThat(second.getSpec().getTemplate().getSpec().getTerminationGracePeriodSeconds())
        .isEqualTo(30);
    assertThat(second.getSpec().getUpdateStrategy().getType()).isEqualTo("RollingUpdate");
  }

  @Test
  default void appliesStatusBesideSpec() {
    var box = createLetterbox("apply-status", "{address: {street: Elm}}");
    var ready = "[{type: Ready, status: 'True', reason: Hung}]";

    var first = applyStatus("one", box.getMetadata().getName(), ready);
    var second = applyStatus("one", box.getMetadata().getName(), ready);

    assertThat((String) second.get("status", "conditions", 0, "reason")).isEqualTo("Hung");
    assertThat(second.getMetadata().getGeneration()).isEqualTo(1);
    assertThat(second.getMetadata().getResourceVersion())
        .isEqualTo(first.getMetadata().getResourceVersion());
  }

  @Test
  default void removesFromTheStatusWhatIsNotAppliedAnyMore() {
    var name =
        createLetterbox("apply-status-less", "{address: {street: Elm}}").getMetadata().getName();

    applyStatus(
        "one",
        name,
        "[{type: Ready, status: 'True', reason: Hung}, {type: Painted, status: 'True'}]");
    var less = applyStatus("one", name, "[{type: Ready, status: 'True'}]");

    assertThat((List<?>) less.get("status", "conditions"))
        .isEqualTo(List.of(Map.of("type", "Ready", "status", "True")));
    assertThat(less.getMetadata().getManagedFields())
        .anySatisfy(
            entry -> {
              assertThat(entry.getManager()).isEqualTo("one");
              assertThat(entry.getSubresource()).isEqualTo("status");
            });
  }

  @Test
  default void mergesConditionsOfTwoControllers() {
    var box = createLetterbox("apply-conditions", "{address: {street: Elm}}");
    var name = box.getMetadata().getName();

    applyStatus("one", name, "[{type: Ready, status: 'True'}]");
    var merged = applyStatus("two", name, "[{type: Painted, status: 'False'}]");

    assertThat((List<?>) merged.get("status", "conditions")).hasSize(2);
  }

  private <T extends HasMetadata> T apply(String manager, T object) {
    return client().resource(object).fieldManager(manager).serverSideApply();
  }

  private GenericKubernetesResource applyStatus(String manager, String name, String conditions) {
    var object =
        yaml(
            "{apiVersion: %s, kind: Letterbox, metadata: {name: %s, namespace: %s}, status: {conditions: %s}}"
                .formatted(API_VERSION, name, namespace(), conditions),
            GenericKubernetesResource.class);
    return client()
        .resource(object)
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .build(),
            object);
  }

  private ConfigMap configMap(String name, String data) {
    return parse(
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s, namespace: %s}, data: %s}",
        name, data, ConfigMap.class);
  }

  private Service service(String ports) {
    return parse(
        "{apiVersion: v1, kind: Service, metadata: {name: %s, namespace: %s},"
            + " spec: {clusterIP: None, ports: %s}}",
        "apply-ports", ports, Service.class);
  }

  private StatefulSet statefulSet() {
    return parse(
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: %s, namespace: %s}
        spec:
          serviceName: none
          replicas: 0
          selector: {matchLabels: {app: still}}
          template:
            metadata: {labels: {app: still}}
            spec:
              volumes: [{name: config, configMap: {name: config}}]
              containers: %s
          volumeClaimTemplates:
          - metadata: {name: mail}
            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
        """,
        "apply-still",
        "[{name: c, image: i, ports: [{containerPort: 143}], env: [{name: A, value: b}],"
            + " volumeMounts: [{name: config, mountPath: /etc/c}], readinessProbe: {httpGet: {path: /r, port: 9180}},"
            + " resources: {requests: {cpu: 100m}}}]",
        StatefulSet.class);
  }

  private <T> T parse(String template, String name, String rest, Class<T> type) {
    return yaml(template.formatted(name, namespace(), rest), type);
  }
}
