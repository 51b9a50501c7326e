package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.crds.Condition;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.faults.Fault;
import dev.postroom.kubernetes.faults.FaultPlan;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.Operator;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clusters in which others have their hands in what the operator makes. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class HostileClusterTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);

  /** After so many repairs the next one comes after four seconds at the earliest. */
  private static final int FOUGHT = 5;

  private static final Duration FIGHT = Duration.ofSeconds(6);

  private static final String SPEC =
      "connections: {maximum: 400, perAddress: {limit: 4, autoRaise: {intervalSeconds: 1}}}\n";

  private final HastyClock clock = new HastyClock();
  private Cluster cluster;
  private MailServer mail;
  private Operator operator;

  @BeforeEach
  void start() {
    cluster = new Cluster();
    mail = new MailServer(cluster.mail().client(), "default");
  }

  @AfterEach
  void stop() {
    cluster.comeBack();
    if (operator != null) {
      operator.stop();
    }
    cluster.close();
  }

  /** As a service mesh and a policy engine do: labels, a sidecar, variables, another image. */
  @Test
  void aWebhookThatChangesEveryObjectCausesNeitherEndlessWritesNorARoll() throws IOException {
    cluster.operatorMeets(
        FaultPlan.always(new Fault.Admission(HostileClusterTest::meddle))
            .when(asked -> asked.isWrite() && !asked.path().contains("imapservers")));
    mail.create(SPEC);
    operator = startOperator();
    await(() -> mail.statefulSet().isPresent());
    try (var pod = new FakePod(mail.client())) {
      pod.reports(reports -> reports.at(clock.instant()));
      await(() -> mail.condition("LimitsApplied") == Condition.Status.True);
      await(() -> mail.condition("ObjectsApplied") == Condition.Status.True);
      assertThat(mail.statefulSet().orElseThrow().getSpec().getTemplate().getSpec().getContainers())
          .hasSize(2)
          .anySatisfy(container -> assertThat(container.getImage()).startsWith("mirror.example/"));
      await(
          () ->
              mail.message("ObjectsApplied")
                  .equals(
                      "the API server has all that the server needs, and others changed what its pods are made of, as an admission webhook does: label mesh.example/injected is added; image of imap-server is mirror.example/postroom/imap-server:0.1.0; variable MESH of imap-server is added; container proxy is added"));
      var settled = versions();

      rounds(pod);
      assertThat(versions()).isEqualTo(settled);
      operator.stop();
      operator = startOperator();
      rounds(pod);
      assertThat(generation()).isEqualTo(1);

      mail.edit("imapd: {IMAP_IDLE_TIMEOUT: \"61\"}\n" + SPEC);
      await(() -> mail.text("mail-config", "imapd").contains("IMAP_IDLE_TIMEOUT=61"));
      rounds(pod);
      assertThat(generation()).as("still of the first template").isEqualTo(1);
      assertThat(mail.events()).extracting(Event::getReason).doesNotContain("DriftRepaired");
    }
  }

  private static void meddle(ObjectNode object) {
    if (object.path("metadata") instanceof ObjectNode metadata) {
      metadata.withObject("labels").put("mesh.example/revision", "1");
    }
    if (object.path("spec").path("template").path("spec") instanceof ObjectNode pod) {
      var containers = pod.withArray("containers");
      var server = (ObjectNode) containers.get(0);
      server.put("image", "mirror.example/" + server.path("image").asText());
      server.withArray("env").addObject().put("name", "MESH").put("value", "on");
      containers.addObject().put("name", "proxy").put("image", "mesh.example/proxy:1");
      ((ObjectNode) object.at("/spec/template/metadata"))
          .withObject("labels")
          .put("mesh.example/injected", "true");
    }
  }

  @Test
  void anotherManagerThatFightsForAFieldIsNamedAndAnsweredEverMoreSlowly() {
    mail.create(SPEC);
    operator = startOperator();
    await(() -> service() != null);
    await(() -> mail.condition("Ready") == Condition.Status.False);
    var repairs = new AtomicInteger();

    contest(repairs, () -> drifts() > 0 && repairs.get() >= FOUGHT);
    int before = repairs.get();
    var end = clock.instant().plus(FIGHT);
    contest(repairs, () -> clock.instant().isAfter(end));

    assertThat(repairs.get() - before).isLessThanOrEqualTo(2);
    assertThat(mail.events())
        .filteredOn(event -> event.getReason().equals("DriftRepaired"))
        .extracting(Event::getMessage)
        .containsExactly("rival changed spec.selector.theirs of Service mail; it was set back");
  }

  @Test
  void aKindThatIsInstalledLaterIsNoticedWithinAMinute() {
    mail.create(SPEC + "tls: {issuerRef: {name: ca}, dnsNames: [mail.example.org]}\n");
    operator = startOperator();
    await(() -> mail.message("ConfigurationValid").contains("no Certificate of cert-manager.io"));

    ForeignDefinitions.create(mail.client());
    clock.putForward(Duration.ofSeconds(61));

    await(
        () ->
            mail.client()
                    .genericKubernetesResources("cert-manager.io/v1", "Certificate")
                    .inNamespace("default")
                    .withName("mail-tls")
                    .get()
                != null);
    await(() -> !mail.message("ConfigurationValid").contains("no Certificate of"));
  }

  @Test
  void aNamespaceThatIsOnItsWayOutIsToldOfAndLeftInPeace() {
    mail.create(SPEC);
    var writes = new AtomicInteger();
    var refused =
        new Fault.Refusal(
            ApiFailure.plain(
                ApiFailure.Reason.FORBIDDEN,
                "configmaps \"mail-config\" is forbidden: unable to create new content in namespace"
                    + " default because it is being terminated"));
    cluster.operatorMeets(
        FaultPlan.always(refused)
            .when(
                asked -> {
                  boolean creates = asked.isWrite() && !asked.path().contains("imapservers");
                  writes.addAndGet(creates && asked.path().contains("persistentvolume") ? 1 : 0);
                  return creates;
                }));
    // In its own time, so that a slow look finds no further attempt.
    operator = OperatorStart.with(cluster.operators());

    await(() -> mail.message("ObjectsApplied").contains("because it is being terminated"));
    assertThat(mail.message("ObjectsApplied")).endsWith("the ImapServer goes with it");
    // Half a second, one, two: a part that fails is left for ever longer.
    assertThat(writes.get()).isLessThanOrEqualTo(5);
  }

  /** Each time that the operator set the field back, the rival sets it again. */
  private void contest(AtomicInteger repairs, Callable<Boolean> isOver) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(PATIENCE)
        .until(
            () -> {
              if (!service().getSpec().getSelector().containsKey("theirs")) {
                repairs.incrementAndGet();
                fight();
              }
              return isOver.call();
            });
  }

  private void fight() {
    mail.client()
        .services()
        .inNamespace("default")
        .withName("mail")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager("rival")
                .build(),
            "{\"spec\":{\"selector\":{\"theirs\":\"yes\"}}}");
  }

  private Service service() {
    return mail.client().services().inNamespace("default").withName("mail").get();
  }

  private long drifts() {
    return mail.events().stream()
        .filter(event -> event.getReason().equals("DriftRepaired"))
        .count();
  }

  private Operator startOperator() {
    return OperatorStart.with(cluster.operators(), clock, Map.of());
  }

  private static void rounds(FakePod pod) {
    int asked = pod.asked();
    await(() -> pod.asked() >= asked + 4);
  }

  private long generation() {
    return mail.statefulSet().orElseThrow().getMetadata().getGeneration();
  }

  private Map<String, String> versions() {
    var versions = new TreeMap<String, String>();
    for (HasMetadata object : ReconciliationCases.owned(mail).values()) {
      versions.put(
          object.getKind() + " " + object.getMetadata().getName(),
          object.getMetadata().getResourceVersion());
    }
    return versions;
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).pollInterval(POLL).until(condition);
  }
}
