package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postroom.crds.Condition;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/**
 * The whole operator, held to the objects and conditions that any API must see of it; no pod of it
 * needs to run. A subclass says which API that is: it connects before its cases and disconnects
 * after them. Each case works in a namespace of its own.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
abstract class ReconciliationCases {

  static final String SPEC =
      """
      imapd: {IMAP_IDLE_TIMEOUT: "60"}
      users: {userdbSecretName: mail-users}
      service: {type: LoadBalancer}
      connections: {maximum: 400, perAddress: {limit: 4, autoRaise: {intervalSeconds: 1}}}
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static ApiUnderTest api;
  private static boolean collectsGarbage;

  MailServer mail;
  Operator operator;
  private MailServer other;

  static void connect(Config config, boolean controllersRun) {
    api = new ApiUnderTest(config);
    collectsGarbage = controllersRun;
  }

  static void disconnect() {
    if (api != null) {
      api.close();
      api = null;
    }
  }

  @BeforeEach
  void begin() {
    mail = new MailServer(api.client(), api.namespace());
    other = new MailServer(api.client(), api.namespace());
    operator = startOperator();
  }

  @AfterEach
  void end() {
    operator.stop();
    api.forget(mail.namespace());
    api.forget(other.namespace());
  }

  /** One that looks after the case's namespaces only. */
  final Operator startOperator() {
    return OperatorStart.with(
        api.client(), Set.of(mail.namespace(), other.namespace()), new SimpleMeterRegistry());
  }

  @Test
  void makesEverythingAServerNeeds() {
    mail.create(SPEC);
    await(mail::statefulSet, Optional::isPresent);
    assertThat(owned(mail).keySet())
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
  }

  @Test
  void aSpecificationThatCannotBeHonouredIsNamedAndTheLastGoodOneStays() {
    mail.create(SPEC);
    await(mail::statefulSet, Optional::isPresent);
    var good = mail.text("mail-config", "imapd");

    mail.edit(SPEC.replace("IMAP_IDLE_TIMEOUT: \"60\"", "IMAP_IDLE_TIMEOUT: \"soon\""));

    // It was False before, for want of a Secret with users.
    await(
        () -> mail.message("ConfigurationValid"),
        message ->
            message.startsWith("spec.imapd[IMAP_IDLE_TIMEOUT]: \"soon\" is not a number")
                && message.endsWith("(the last good configuration stays in force)"));
    assertThat(mail.condition("ConfigurationValid")).isEqualTo(Condition.Status.False);
    assertThat(mail.text("mail-config", "imapd")).isEqualTo(good);
  }

  @Test
  void aMissingSecretIsNamed() {
    mail.create(SPEC);

    await(() -> mail.condition("ConfigurationValid"), Condition.Status.False::equals);

    assertThat(mail.message("ConfigurationValid"))
        .isEqualTo(
            "spec.users.userdbSecretName: there is no Secret mail-users in this namespace; create"
                + " it");
  }

  @Test
  void anObjectOfSomebodyElseIsNotTakenOver() {
    var theirs =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace(mail.namespace())
            .withName("mail-config")
            .endMetadata()
            .addToData("imapd", "theirs")
            .build();
    mail.client().resource(theirs).create();

    mail.create(SPEC);

    await(() -> mail.condition("Ready"), Condition.Status.False::equals);
    await(
        () -> mail.message("Ready"),
        message ->
            message.equals(
                "not everything the server needs could be made: ConfigMap mail-config exists already"
                    + " and does not belong to this ImapServer; remove it, or give the ImapServer"
                    + " another name"));
    assertThat(mail.text("mail-config", "imapd")).isEqualTo("theirs");
    mail.client().resource(theirs).delete();
    await(() -> mail.text("mail-config", "imapd"), imapd -> imapd.contains("MAXPERIP=4\n"));
  }

  @Test
  void aLedgerThatAPersonSpoiltIsToldOfAndBegunAnew() {
    mail.create(SPEC);
    await(() -> mail.text("mail-ledger", "peers.yaml"), "{}\n"::equals);
    operator.stop();
    mail.client()
        .configMaps()
        .inNamespace(mail.namespace())
        .withName("mail-ledger")
        .edit(map -> new ConfigMapBuilder(map).addToData("peers.yaml", "everybody: ~\n").build());

    operator = startOperator();

    await(() -> mail.text("mail-ledger", "peers.yaml"), "{}\n"::equals);
    assertThat(mail.events())
        .filteredOn(event -> event.getReason().equals("LedgerUnreadable"))
        .extracting(Event::getMessage)
        .containsExactly(
            "the ledger cannot be read and begins anew, addresses are raised again as they need it:"
                + " everybody: is neither an address nor an IPv6 prefix as the operator writes"
                + " them");
  }

  @Test
  void aLedgerWithoutDataIsEmpty() {
    mail.create(SPEC);
    await(() -> mail.text("mail-ledger", "peers.yaml"), "{}\n"::equals);
    operator.stop();
    mail.client()
        .configMaps()
        .inNamespace(mail.namespace())
        .withName("mail-ledger")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":null}");

    operator = startOperator();

    await(() -> mail.text("mail-ledger", "peers.yaml"), "{}\n"::equals);
  }

  @Test
  void serversOfOneNameInTwoNamespacesKeepApart() {
    mail.create(SPEC);
    other.create(SPEC.replace("limit: 4", "limit: 7"));
    await(() -> imapd(other), imapd -> imapd.contains("MAXPERIP=7\n"));
    await(() -> imapd(mail), imapd -> imapd.contains("MAXPERIP=4\n"));

    mail.edit(SPEC.replace("limit: 4", "limit: 5"));

    await(() -> imapd(mail), imapd -> imapd.contains("MAXPERIP=5\n"));
    assertThat(imapd(other)).contains("MAXPERIP=7\n");
  }

  @Test
  void aServerThatEndsTakesWhatItOwnsAlongAndNothingOfAnother() {
    assumeTrue(collectsGarbage, "no garbage collector runs behind a bare API server");
    mail.create(SPEC);
    other.create(SPEC);
    await(mail::statefulSet, Optional::isPresent);
    await(other::statefulSet, Optional::isPresent);
    var kept = owned(mail).keySet();

    other.delete();

    await(() -> owned(other).keySet(), Set::isEmpty);
    assertThat(owned(mail).keySet()).isEqualTo(kept);
  }

  private static String imapd(MailServer server) {
    return server.text("mail-config", "imapd");
  }

  static Map<String, HasMetadata> owned(MailServer server) {
    var client = server.client();
    var namespace = server.namespace();
    return Stream.of(
            client.configMaps().inNamespace(namespace).list().getItems(),
            client.services().inNamespace(namespace).list().getItems(),
            client.serviceAccounts().inNamespace(namespace).list().getItems(),
            client.secrets().inNamespace(namespace).list().getItems(),
            client.policy().v1().podDisruptionBudget().inNamespace(namespace).list().getItems(),
            client.network().v1().networkPolicies().inNamespace(namespace).list().getItems(),
            client.apps().statefulSets().inNamespace(namespace).list().getItems())
        .flatMap(List::stream)
        .map(HasMetadata.class::cast)
        .filter(object -> !object.getMetadata().getOwnerReferences().isEmpty())
        .collect(
            Collectors.toMap(
                object -> object.getKind() + "/" + object.getMetadata().getName(), o -> o));
  }

  static <T> void await(Supplier<T> value, Predicate<T> expected) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(value::get, expected::test);
  }
}
