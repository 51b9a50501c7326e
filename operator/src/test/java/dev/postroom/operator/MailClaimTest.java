package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.Condition;
import dev.postroom.crds.ImapServerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people do to the claim of a server that serves, against the stand-in API server. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class MailClaimTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OFTEN =
      "---\nconnections: {perAddress: {autoRaise: {intervalSeconds: 1}}}\n";

  private static Cluster cluster;

  private MailServer mail;
  private KubernetesClient client;
  private Operator operator;

  @BeforeAll
  static void startCluster() {
    cluster = new Cluster();
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @BeforeEach
  void start() {
    mail = cluster.mail();
    client = mail.client();
    operator =
        OperatorStart.with(
            cluster.operators(), Set.of(mail.namespace()), new SimpleMeterRegistry());
  }

  @AfterEach
  void stop() {
    operator.stop();
  }

  @Test
  void podsThatServeStayUntilTheClaimIsThereThatIsNamedForThem() throws IOException {
    mail.create(OFTEN);
    awaitCondition("StorageReady", "ClaimPending");
    try (var _ = new FakePod(client, mail.namespace())) {
      awaitCondition("LimitsApplied", "Applied");

      mail.edit("storage: {existingClaim: other}\n");
      awaitEvent("RollBlocked", "there is no PersistentVolumeClaim other in this namespace");
      assertThat(mounted()).isEqualTo("mail-mail");

      client.resource(claim("other")).create();
      bind("other");
      Awaitility.await().atMost(PATIENCE).until(() -> mounted().equals("other"));
      awaitEvent("Rolling", "the mail comes from claim other instead of claim mail-mail");
      awaitCondition("StorageReady", "Bound");
      assertThat(mail.message("StorageReady"))
          .endsWith("what is on mail-mail, made for this server, is not served");
    }
  }

  @Test
  void podsThatServeStayWhileTheirClaimIsBeingDeleted() throws IOException {
    mail.create(OFTEN);
    awaitCondition("StorageReady", "ClaimPending");
    bind("mail-mail");
    try (var _ = new FakePod(client, mail.namespace())) {
      awaitCondition("LimitsApplied", "Applied");
      patch("{\"metadata\":{\"finalizers\":[\"kubernetes.io/pvc-protection\"]}}");
      client.persistentVolumeClaims().inNamespace(mail.namespace()).withName("mail-mail").delete();
      awaitCondition("StorageReady", "ClaimTerminating");

      mail.edit("pod: {annotations: {a: b}}\n");

      awaitEvent("RollBlocked", "the claim mail-mail is being deleted");
      assertThat(
              mail.statefulSet()
                  .orElseThrow()
                  .getSpec()
                  .getTemplate()
                  .getMetadata()
                  .getAnnotations())
          .doesNotContainKey("a");
      // Nobody lets it go: the stand-in has no controller for that.
      patch("{\"metadata\":{\"finalizers\":null}}");
    }
  }

  @Test
  void aClaimWithoutItsLabelsIsFoundByItsNameAndKeepsItsClass() {
    mail.create(OFTEN + "storage: {storageClassName: fast, size: 20Gi}\n");
    awaitCondition("StorageReady", "ClaimPending");
    bind("mail-mail");
    awaitCondition("StorageReady", "Bound");
    mail.delete();
    Awaitility.await().atMost(PATIENCE).until(() -> mail.statefulSet().isEmpty());
    mail.create(OFTEN);
    awaitCondition("StorageReady", "Bound");

    patch("{\"metadata\":{\"labels\":null}}");

    awaitEvent("DriftRepaired", "metadata.labels of PersistentVolumeClaim mail-mail");
    awaitCondition("ObjectsApplied", "AllApplied");
    assertThat(mailClaim().getSpec().getStorageClassName()).isEqualTo("fast");
    assertThat(mailClaim().getSpec().getResources().getRequests())
        .isEqualTo(Map.of("storage", new Quantity("20Gi")));
  }

  private PersistentVolumeClaim mailClaim() {
    return client
        .persistentVolumeClaims()
        .inNamespace(mail.namespace())
        .withName("mail-mail")
        .get();
  }

  private PersistentVolumeClaim claim(String name) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(mail.namespace())
        .endMetadata()
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withNewResources()
        .addToRequests("storage", new Quantity("1Gi"))
        .endResources()
        .endSpec()
        .build();
  }

  private void patch(String patch) {
    client.resource(mailClaim()).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  /** As the volume's controller does. */
  private void bind(String name) {
    client
        .persistentVolumeClaims()
        .inNamespace(mail.namespace())
        .withName(name)
        .editStatus(
            claim ->
                new PersistentVolumeClaimBuilder(claim)
                    .editOrNewStatus()
                    .withPhase("Bound")
                    .withCapacity(claim.getSpec().getResources().getRequests())
                    .endStatus()
                    .build());
  }

  /** The claim that new pods mount. */
  private String mounted() {
    return mail.statefulSet().orElseThrow().getSpec().getTemplate().getSpec().getVolumes().stream()
        .map(Volume::getPersistentVolumeClaim)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow()
        .getClaimName();
  }

  private void awaitCondition(String type, String reason) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(mail.get().getStatus())
                    .extracting(
                        ImapServerStatus::conditions,
                        InstanceOfAssertFactories.list(Condition.class))
                    .filteredOn(condition -> condition.type().equals(type))
                    .extracting(Condition::reason)
                    .containsExactly(reason));
  }

  private void awaitEvent(String reason, String words) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(mail.events())
                    .filteredOn(event -> event.getReason().equals(reason))
                    .extracting(Event::getMessage)
                    .anyMatch(told -> told.contains(words)));
  }
}
