package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postroom.crds.Condition;
import dev.postroom.crds.ImapServer;
import dev.postroom.operator.desired.ForeignKind;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that a server owns, against the stand-in: made, left alone, repaired, removed. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class OwnedObjectsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String EVERYTHING =
      """
      tls: {issuerRef: {name: ca}, dnsNames: [mail.example.org]}
      monitoring: {enabled: true, labels: {team: post}}
      connections: {perAddress: {autoRaise: {intervalSeconds: 1}}}
      """;

  private static final String NOTHING =
      """
      networkPolicy: {enabled: false}
      connections: {perAddress: {autoRaise: {intervalSeconds: 1}}}
      """;

  private static final List<String> ALWAYS =
      List.of(
          "ConfigMap mail-config",
          "ConfigMap mail-ledger",
          "ConfigMap mail-limits",
          "ConfigMap mail-template",
          "PersistentVolumeClaim mail-mail",
          "PodDisruptionBudget mail",
          "Secret mail-report-token",
          "Service mail",
          "Service mail-cluster",
          "Service mail-headless",
          "ServiceAccount mail",
          "StatefulSet mail");

  @AutoClose private final StandIn cluster = new StandIn();
  private final KubernetesClient client = cluster.client();

  @Test
  void everythingIsMadeThenNothingIsWrittenAndWhatIsNoLongerWantedGoes() throws IOException {
    ForeignDefinitions.create(client);
    cluster.operate();
    apply(EVERYTHING);
    await(
        Stream.concat(
                ALWAYS.stream(),
                Stream.of("Certificate mail-tls", "NetworkPolicy mail", "PodMonitor mail"))
            .sorted()
            .toList());
    try (var pod = new FakePod(client)) {
      awaitCondition("LimitsApplied", "Applied");
      var settled = versions();
      int asked = pod.asked();
      Awaitility.await().atMost(PATIENCE).until(() -> pod.asked() >= asked + 5);
      assertThat(versions()).isEqualTo(settled);
    }

    apply(EVERYTHING.replace("enabled: true", "enabled: true, kind: ServiceMonitor"));
    await(
        Stream.concat(
                ALWAYS.stream(),
                Stream.of("Certificate mail-tls", "NetworkPolicy mail", "ServiceMonitor mail"))
            .sorted()
            .toList());

    apply(NOTHING);
    await(ALWAYS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ConfigMap mail-config    | {"data":{"imapd":"MAXDAEMONS=1"}}                       | data.imapd
          Service mail             | {"spec":{"ports":null}}                                 | spec.ports
          StatefulSet mail         | {"spec":{"replicas":7}}                                 | spec.replicas
          ServiceAccount mail      | {"automountServiceAccountToken":true}                   | automountServiceAccountToken
          PodDisruptionBudget mail | {"spec":{"maxUnavailable":0}}                           | spec.maxUnavailable
          NetworkPolicy mail       | {"metadata":{"ownerReferences":null}}                   | metadata.ownerReferences
          PersistentVolumeClaim mail-mail | {"metadata":{"labels":{"app.kubernetes.io/managed-by":null}}} | metadata.labels[app.kubernetes.io/managed-by]
          PodMonitor mail          | {"spec":{"selector":{"matchLabels":{"app.kubernetes.io/name":"x"}}}} | spec.selector.matchLabels[app.kubernetes.io/name]
          Certificate mail-tls     | {"metadata":{"labels":null}}                            | metadata.labels
          """)
  void whatSomebodyChangesIsSetBackAndAnEventSaysWhoChangedWhat(
      String object, String patch, String field) {
    ForeignDefinitions.create(client);
    cluster.operate();
    apply(EVERYTHING);
    Awaitility.await().atMost(PATIENCE).until(() -> objects().containsKey(object));
    awaitCondition("StorageReady", "ClaimPending");
    var before = said(object);

    client
        .resource(objects().get(object))
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager("somebody-s-tool")
                .build(),
            patch);

    Awaitility.await().atMost(PATIENCE).until(() -> drifts().size() == 1);
    assertThat(drifts().getFirst()).contains("changed " + field).endsWith("it was set back");
    assertThat(said(object)).isEqualTo(before);
  }

  @Test
  void whatSomebodyDeletesIsMadeAgain() {
    ForeignDefinitions.create(client);
    cluster.operate();
    apply(EVERYTHING);
    Awaitility.await().atMost(PATIENCE).until(() -> objects().containsKey("StatefulSet mail"));
    awaitCondition("StorageReady", "ClaimPending");
    var made = objects();
    made.remove("Secret mail-report-token");

    made.values().forEach(object -> client.resource(object).delete());

    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              var again = objects();
              assertThat(again.keySet()).containsAll(made.keySet());
              made.forEach(
                  (name, object) ->
                      assertThat(again.get(name).getMetadata().getUid())
                          .as(name)
                          .isNotEqualTo(object.getMetadata().getUid()));
            });
    assertThat(drifts()).contains("NetworkPolicy mail was deleted; it was made again");
  }

  @Test
  void whatControllersReportOrAddIsNobodysDrift() throws IOException {
    cluster.operate();
    apply(NOTHING);
    await(ALWAYS);
    try (var pod = new FakePod(client)) {
      awaitCondition("LimitsApplied", "Applied");
      bind("10Gi");
      client
          .resource(objects().get("Service mail"))
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              "{\"metadata\":{\"annotations\":{\"cloud.example.org/id\":\"7\"}}}");
      awaitCondition("StorageReady", "Bound");
      int asked = pod.asked();
      Awaitility.await().atMost(PATIENCE).until(() -> pod.asked() >= asked + 3);
    }
    assertThat(drifts()).isEmpty();
    assertThat(objects().get("Service mail").getMetadata().getAnnotations())
        .containsEntry("cloud.example.org/id", "7");
  }

  @Test
  void aKindThatIsMissingIsNamedAndWhatDoesWithoutItIsMade() {
    cluster.operate();
    apply(EVERYTHING);

    awaitCondition("ConfigurationValid", "KindMissing");

    assertThat(condition("ConfigurationValid").message())
        .isEqualTo(
            "spec.tls.issuerRef: this cluster has no Certificate of cert-manager.io/v1; install"
                + " cert-manager, which is noticed within a minute, or set spec.tls.secretName;"
                + " spec.monitoring.enabled: this cluster has no PodMonitor of"
                + " monitoring.coreos.com/v1; install the Prometheus Operator, which is noticed"
                + " within a minute, or set spec.monitoring.enabled to false");
    assertThat(objects()).containsKeys("NetworkPolicy mail", "StatefulSet mail");
  }

  @Test
  void mailOutlivesItsServerAndAServerOfTheSameNameFindsItAgain() {
    cluster.operate();
    apply("storage: {size: 20Gi}");
    await(Stream.concat(ALWAYS.stream(), Stream.of("NetworkPolicy mail")).sorted().toList());
    bind("20Gi");
    var claim = objects().get("PersistentVolumeClaim mail-mail").getMetadata().getUid();

    client.resources(ImapServer.class).inNamespace("default").withName("mail").delete();
    await(List.of("PersistentVolumeClaim mail-mail"));
    apply("{}");

    awaitCondition("StorageReady", "Bound");
    var found = objects().get("PersistentVolumeClaim mail-mail");
    assertThat(found.getMetadata().getUid()).isEqualTo(claim);
    assertThat(size()).isEqualTo("20Gi");
  }

  @Test
  void aRefusalToGrowIsToldInWordsAndHoldsUpNothing() {
    cluster.operate();
    apply("storage: {size: 1Gi}");
    awaitCondition("StorageReady", "ClaimPending");
    bind("1Gi");
    awaitCondition("StorageReady", "Bound");

    apply("storage: {size: 2Gi}");

    awaitCondition("StorageReady", "ResizeRefused");
    assertThat(condition("StorageReady").message())
        .startsWith("the claim mail-mail stays at 1Gi, as it was refused 2Gi: ")
        .contains("only dynamically provisioned pvc can be resized");
    assertThat(condition("ObjectsApplied").status()).isEqualTo(Condition.Status.True);
  }

  @Test
  void aClaimGrowsAndItIsToldHowFarItIs() {
    client
        .resource(
            new StorageClassBuilder()
                .withNewMetadata()
                .withName("fast")
                .endMetadata()
                .withProvisioner("example.org/disk")
                .withAllowVolumeExpansion(true)
                .build())
        .create();
    cluster.operate();
    apply("storage: {size: 1Gi, storageClassName: fast}");
    awaitCondition("StorageReady", "ClaimPending");
    bind("1Gi");
    awaitCondition("StorageReady", "Bound");

    apply("storage: {size: 2Gi, storageClassName: fast}");
    awaitCondition("StorageReady", "Resizing");
    assertThat(size()).isEqualTo("2Gi");

    bind("2Gi");
    awaitCondition("StorageReady", "Bound");
  }

  @Test
  void anExistingClaimIsWaitedForAndNotMade() {
    cluster.operate();
    apply("storage: {existingClaim: old-mail}");

    awaitCondition("StorageReady", "ClaimMissing");

    assertThat(objects()).doesNotContainKeys("PersistentVolumeClaim old-mail");
    assertThat(objects()).doesNotContainKeys("PersistentVolumeClaim mail-mail");
  }

  private void apply(String spec) {
    Servers.put(client, "---\n" + spec);
  }

  /** As the volume's controller and its provisioner do. */
  private void bind(String size) {
    client
        .persistentVolumeClaims()
        .inNamespace("default")
        .withName("mail-mail")
        .editStatus(
            claim ->
                new PersistentVolumeClaimBuilder(claim)
                    .editOrNewStatus()
                    .withPhase("Bound")
                    .withCapacity(Map.of("storage", new Quantity(size)))
                    .endStatus()
                    .build());
  }

  private String size() {
    return client
        .persistentVolumeClaims()
        .inNamespace("default")
        .withName("mail-mail")
        .get()
        .getSpec()
        .getResources()
        .getRequests()
        .get("storage")
        .toString();
  }

  private void await(List<String> names) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(objects().keySet()).containsExactlyElementsOf(names));
  }

  private void awaitCondition(String type, String reason) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(condition(type).reason()).isEqualTo(reason));
  }

  private Condition condition(String type) {
    var server = client.resources(ImapServer.class).inNamespace("default").withName("mail").get();
    assertThat(server.getStatus()).isNotNull();
    return server.getStatus().conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private List<String> drifts() {
    return client.v1().events().inNamespace("default").list().getItems().stream()
        .filter(event -> event.getReason().equals("DriftRepaired"))
        .map(Event::getMessage)
        .toList();
  }

  /** What an object says, without what changes with every write. */
  private JsonNode said(String object) {
    var found = objects().get(object);
    found.getMetadata().setManagedFields(null);
    found.getMetadata().setResourceVersion(null);
    found.getMetadata().setGeneration(null);
    return client.getKubernetesSerialization().convertValue(found, JsonNode.class);
  }

  private Map<String, String> versions() {
    var versions = new TreeMap<String, String>();
    objects()
        .forEach((name, object) -> versions.put(name, object.getMetadata().getResourceVersion()));
    versions.put(
        "ImapServer mail",
        client
            .resources(ImapServer.class)
            .inNamespace("default")
            .withName("mail")
            .get()
            .getMetadata()
            .getResourceVersion());
    return versions;
  }

  /** All that is named after the server, whoever made it, by kind and name. */
  private TreeMap<String, HasMetadata> objects() {
    var objects = new TreeMap<String, HasMetadata>();
    Stream.of(
            client.configMaps().inNamespace("default").list().getItems(),
            client.services().inNamespace("default").list().getItems(),
            client.secrets().inNamespace("default").list().getItems(),
            client.serviceAccounts().inNamespace("default").list().getItems(),
            client.persistentVolumeClaims().inNamespace("default").list().getItems(),
            client.apps().statefulSets().inNamespace("default").list().getItems(),
            client.policy().v1().podDisruptionBudget().inNamespace("default").list().getItems(),
            client.network().v1().networkPolicies().inNamespace("default").list().getItems())
        .flatMap(List::stream)
        .map(HasMetadata.class::cast)
        .filter(object -> object.getMetadata().getName().startsWith("mail"))
        .forEach(object -> put(objects, object));
    ForeignKind.ALL.stream()
        .filter(kind -> client.supports(kind.apiVersion(), kind.kind()))
        .flatMap(kind -> foreign(kind).stream())
        .forEach(object -> put(objects, object));
    return objects;
  }

  private List<GenericKubernetesResource> foreign(ForeignKind kind) {
    return client
        .genericKubernetesResources(kind.apiVersion(), kind.kind())
        .inNamespace("default")
        .list()
        .getItems();
  }

  private static void put(Map<String, HasMetadata> objects, HasMetadata object) {
    objects.put(object.getKind() + " " + object.getMetadata().getName(), object);
  }
}
