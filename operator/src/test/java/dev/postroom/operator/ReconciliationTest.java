package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.Condition;
import dev.postroom.crds.ImapServer;
import dev.postroom.crds.PeerStatus;
import dev.postroom.kubernetes.api.ApiServer;
import dev.postroom.operator.render.RestartSettings;
import dev.postroom.operator.rollout.PodFiles;
import dev.postroom.operator.rollout.ReportTokens;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.Operator;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole operator against the stand-in API server, with a pod that only reports. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ReconciliationTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String POD_ADDRESS = "127.91.7.1";
  private static final String OFFICE = "203.0.113.7";
  private static final int WANTED = 60;

  private static final String SPEC =
      """
      imapd: {IMAP_IDLE_TIMEOUT: "60"}
      users: {userdbSecretName: mail-users}
      service: {type: LoadBalancer}
      connections: {maximum: 400, perAddress: {limit: 4, autoRaise: {intervalSeconds: 1}}}
      """;

  private ApiServer api;
  private KubernetesClient client;
  private Operator operator;

  @BeforeEach
  void start() {
    api = ApiServer.start();
    client =
        new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(api.kubeconfig())).build();
    client
        .load(ImapServer.class.getResourceAsStream("imapservers.postroom.dev.yaml"))
        .items()
        .forEach(crd -> client.resource((CustomResourceDefinition) crd).create());
    operator = OperatorStart.with(client);
  }

  @AfterEach
  void stop() {
    operator.stop();
    client.close();
    api.close();
  }

  @Test
  void makesEverythingAServerNeedsAndNothingWhenIdle() throws IOException {
    create(SPEC);
    await(this::statefulSet, Optional::isPresent);
    var owned = owned();
    assertThat(owned.keySet())
        .containsExactlyInAnyOrder(
            "ConfigMap/mail-config",
            "ConfigMap/mail-limits",
            "ConfigMap/mail-ledger",
            "ConfigMap/mail-template",
            "Secret/mail-report-token",
            "Service/mail",
            "Service/mail-cluster",
            "Service/mail-headless",
            "ServiceAccount/mail",
            "PodDisruptionBudget/mail",
            "NetworkPolicy/mail",
            "StatefulSet/mail");
    try (var pod = new FakePod(client, POD_ADDRESS)) {
      pod.reports(reports -> reports.peer(OFFICE, 2));
      await(() -> condition("LimitsApplied"), Condition.Status.True::equals);
      var settled = versions();
      int asked = pod.asked();
      await(pod::asked, now -> now >= asked + 5);
      assertThat(versions()).isEqualTo(settled);
    }
  }

  @Test
  void aTokenThatIsExchangedIsUsedAndOneThatIsLostIsMadeAnew() throws IOException {
    create(SPEC);
    await(this::statefulSet, Optional::isPresent);
    try (var pod = new FakePod(client, POD_ADDRESS)) {
      await(pod::asked, now -> now > 0);
      var token = client.secrets().inNamespace("default").withName("mail-report-token");
      var first = token.get().getData();

      token.edit(
          secret ->
              new SecretBuilder(secret).withStringData(Map.of("token", "new\nold\n")).build());
      int exchanged = pod.asked();
      await(pod::asked, now -> now >= exchanged + 2);
      assertThat(ReportTokens.token(token.get())).contains("new");

      token.delete();
      await(token::get, Objects::nonNull);
      int lost = pod.asked();
      await(pod::asked, now -> now >= lost + 2);
      assertThat(token.get().getData()).isNotEqualTo(first);
    }
  }

  @Test
  void raisesAnOfficeLiveAndRemembersItOverARestart() throws IOException {
    create(SPEC);
    await(this::statefulSet, Optional::isPresent);
    try (var pod = new FakePod(client, POD_ADDRESS)) {
      pod.reports(
          reports -> {
            int limit = limitOf(OFFICE).orElse(4);
            return limit < WANTED
                ? reports.refused(OFFICE, limit, 12)
                : reports.peer(OFFICE, WANTED, 12, Optional.empty());
          });
      await(() -> limitOf(OFFICE), limit -> limit.orElse(0) >= WANTED);

      assertThat(text("mail-limits", "imapaccess")).contains(OFFICE + "\tallow,MAXCPERIP=");
      assertThat(text("mail-ledger", "peers.yaml")).contains("reason: TurnedAway");
      assertThat(
              events().stream().filter(event -> event.getReason().equals("LimitRaised")).toList())
          .extracting(Event::getMessage)
          .anyMatch(
              message -> message.startsWith(OFFICE + ": 31 connections turned away; raised from"));
      await(() -> server().getStatus().connections().raisedPeers(), raised -> raised == 1);
      await(this::podAnnotation, Optional::isPresent);

      operator.stop();
      int before = limitOf(OFFICE).orElseThrow();
      operator = OperatorStart.with(client);
      int asked = pod.asked();
      await(pod::asked, now -> now >= asked + 3);
      assertThat(limitOf(OFFICE).orElseThrow()).isGreaterThanOrEqualTo(before);
    }
  }

  @Test
  void aNewLimitChangesFilesOnlyAndReachesThePodsAtOnce() throws IOException {
    create(SPEC);
    await(this::statefulSet, Optional::isPresent);
    try (var pod = new FakePod(client, POD_ADDRESS)) {
      await(this::podAnnotation, Optional::isPresent);
      var annotation = podAnnotation();
      var generation = statefulSet().orElseThrow().getMetadata().getGeneration();

      edit(SPEC.replace("limit: 4", "limit: 8"));

      await(() -> text("mail-config", "imapd"), imapd -> imapd.contains("MAXPERIP=8\n"));
      await(this::podAnnotation, now -> !now.equals(annotation));
      assertThat(statefulSet().orElseThrow().getMetadata().getGeneration()).isEqualTo(generation);
    }
  }

  @Test
  void aNewPortOrImageRollsThePodsAndAnEventSaysWhy() {
    create(SPEC);
    await(this::statefulSet, Optional::isPresent);

    edit(
        SPEC.replace("imapd: {", "imapd: {PORT: \"1143\", ")
            + "image: postroom/imap-server:0.2.0\n");

    await(() -> restartSettings(), settings -> settings.contains("PORT=1143"));
    await(
        this::events,
        events ->
            events.stream()
                .anyMatch(
                    event ->
                        event.getReason().equals("Rolling")
                            && event
                                .getMessage()
                                .equals(
                                    "pods are replaced one by one: image changes from"
                                        + " postroom/imap-server:0.1.0 to"
                                        + " postroom/imap-server:0.2.0; PORT changes from 143 to"
                                        + " 1143")));
  }

  @Test
  void aSpecificationThatCannotBeHonouredIsNamedAndTheLastGoodOneStays() {
    create(SPEC);
    await(this::statefulSet, Optional::isPresent);
    var good = text("mail-config", "imapd");

    edit(SPEC.replace("IMAP_IDLE_TIMEOUT: \"60\"", "IMAP_IDLE_TIMEOUT: \"soon\""));

    await(() -> condition("ConfigurationValid"), Condition.Status.False::equals);
    assertThat(message("ConfigurationValid"))
        .startsWith("spec.imapd[IMAP_IDLE_TIMEOUT]: \"soon\" is not a number")
        .endsWith("(the last good configuration stays in force)");
    assertThat(text("mail-config", "imapd")).isEqualTo(good);
  }

  @Test
  void aMissingSecretIsNamed() {
    create(SPEC);

    await(() -> condition("ConfigurationValid"), Condition.Status.False::equals);

    assertThat(message("ConfigurationValid"))
        .isEqualTo(
            "spec.users.userdbSecretName: there is no Secret mail-users in this namespace; create"
                + " it");
  }

  @Test
  void anObjectOfSomebodyElseIsNotTakenOver() {
    var theirs =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace("default")
            .withName("mail-config")
            .endMetadata()
            .addToData("imapd", "theirs")
            .build();
    client.resource(theirs).create();

    create(SPEC);

    await(() -> condition("Ready"), Condition.Status.False::equals);
    await(
        () -> message("Ready"),
        message ->
            message.equals(
                "not everything the server needs could be made: ConfigMap mail-config exists already"
                    + " and does not belong to this ImapServer; remove it, or give the ImapServer"
                    + " another name"));
    assertThat(text("mail-config", "imapd")).isEqualTo("theirs");
    client.resource(theirs).delete();
    await(() -> text("mail-config", "imapd"), imapd -> imapd.contains("MAXPERIP=4\n"));
  }

  @Test
  void aLedgerThatAPersonSpoiltIsToldOfAndBegunAnew() {
    create(SPEC);
    await(() -> text("mail-ledger", "peers.yaml"), "{}\n"::equals);
    operator.stop();
    client
        .configMaps()
        .inNamespace("default")
        .withName("mail-ledger")
        .edit(map -> new ConfigMapBuilder(map).addToData("peers.yaml", "everybody: ~\n").build());

    operator = OperatorStart.with(client);

    await(() -> text("mail-ledger", "peers.yaml"), "{}\n"::equals);
    assertThat(events())
        .filteredOn(event -> event.getReason().equals("LedgerUnreadable"))
        .extracting(Event::getMessage)
        .containsExactly(
            "the ledger cannot be read and begins anew, addresses are raised again as they need it:"
                + " everybody: is neither an address nor an IPv6 prefix as the operator writes"
                + " them");
  }

  @Test
  void aLedgerWithoutDataIsEmpty() {
    create(SPEC);
    await(() -> text("mail-ledger", "peers.yaml"), "{}\n"::equals);
    operator.stop();
    client
        .configMaps()
        .inNamespace("default")
        .withName("mail-ledger")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":null}");

    operator = OperatorStart.with(client);

    await(() -> text("mail-ledger", "peers.yaml"), "{}\n"::equals);
  }

  @Test
  void serversOfOneNameInTwoNamespacesKeepApartAndOneEndsWithoutTheOther() {
    create(SPEC);
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName("other").endMetadata().build())
        .create();
    var other = unsaved(SPEC.replace("limit: 4", "limit: 7"));
    other.getMetadata().setNamespace("other");
    client.resource(other).create();
    await(() -> imapd("other"), imapd -> imapd.contains("MAXPERIP=7\n"));
    await(() -> imapd("default"), imapd -> imapd.contains("MAXPERIP=4\n"));

    client.resource(other).delete();

    await(() -> client.configMaps().inNamespace("other").list().getItems(), List::isEmpty);
    edit(SPEC.replace("limit: 4", "limit: 5"));
    await(() -> imapd("default"), imapd -> imapd.contains("MAXPERIP=5\n"));
    assertThat(client.configMaps().inNamespace("other").list().getItems()).isEmpty();
  }

  private String imapd(String namespace) {
    var map = client.configMaps().inNamespace(namespace).withName("mail-config").get();
    return map == null ? "" : map.getData().get("imapd");
  }

  private void create(String spec) {
    client.resource(unsaved(spec)).create();
  }

  private static ImapServer unsaved(String spec) {
    var server = new ImapServer();
    server.setMetadata(Servers.server(spec).getMetadata());
    server.getMetadata().setUid(null);
    server.getMetadata().setGeneration(null);
    server.setSpec(Servers.spec(spec));
    return server;
  }

  private void edit(String spec) {
    client
        .resources(ImapServer.class)
        .inNamespace("default")
        .withName("mail")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            client.getKubernetesSerialization().asJson(Map.of("spec", Servers.spec(spec))));
  }

  private ImapServer server() {
    return client.resources(ImapServer.class).inNamespace("default").withName("mail").get();
  }

  private Optional<Integer> limitOf(String peer) {
    return Optional.ofNullable(server().getStatus()).stream()
        .flatMap(status -> status.peers().stream())
        .filter(found -> found.peer().equals(peer))
        .map(PeerStatus::limit)
        .findFirst();
  }

  private Condition.Status condition(String type) {
    return conditionOf(type).map(Condition::status).orElse(Condition.Status.Unknown);
  }

  private String message(String type) {
    return conditionOf(type).orElseThrow().message();
  }

  private Optional<Condition> conditionOf(String type) {
    return Optional.ofNullable(server().getStatus()).stream()
        .flatMap(status -> status.conditions().stream())
        .filter(condition -> condition.type().equals(type))
        .findFirst();
  }

  private Optional<StatefulSet> statefulSet() {
    return Optional.ofNullable(
        client.apps().statefulSets().inNamespace("default").withName("mail").get());
  }

  private String restartSettings() {
    return statefulSet()
        .orElseThrow()
        .getSpec()
        .getTemplate()
        .getMetadata()
        .getAnnotations()
        .get(RestartSettings.ANNOTATION);
  }

  private Optional<String> podAnnotation() {
    return Optional.ofNullable(
            client.pods().inNamespace("default").withName(FakePod.NAME).get().getMetadata())
        .map(metadata -> metadata.getAnnotations().get(PodFiles.ANNOTATION));
  }

  private String text(String configMap, String key) {
    return Optional.ofNullable(client.configMaps().inNamespace("default").withName(configMap).get())
        .map(ConfigMap::getData)
        .map(data -> data.get(key))
        .orElse("");
  }

  private List<Event> events() {
    return client.v1().events().inNamespace("default").list().getItems();
  }

  private Map<String, HasMetadata> owned() {
    return Stream.of(
            client.configMaps().inNamespace("default").list().getItems(),
            client.services().inNamespace("default").list().getItems(),
            client.secrets().inNamespace("default").list().getItems(),
            client.serviceAccounts().inNamespace("default").list().getItems(),
            client.policy().v1().podDisruptionBudget().inNamespace("default").list().getItems(),
            client.network().v1().networkPolicies().inNamespace("default").list().getItems(),
            client.apps().statefulSets().inNamespace("default").list().getItems())
        .flatMap(List::stream)
        .map(HasMetadata.class::cast)
        .filter(object -> !object.getMetadata().getOwnerReferences().isEmpty())
        .collect(
            Collectors.toMap(
                object -> object.getKind() + "/" + object.getMetadata().getName(), o -> o));
  }

  private Map<String, String> versions() {
    var versions =
        owned().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, e -> e.getValue().getMetadata().getResourceVersion()));
    versions.put("ImapServer/mail", server().getMetadata().getResourceVersion());
    versions.put("events", Integer.toString(events().size()));
    return versions;
  }

  private static <T> void await(Supplier<T> value, Predicate<T> expected) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(value::get, expected::test);
  }
}
