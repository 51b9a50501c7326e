package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.report.PeerReportJson;
import dev.postroom.crds.Annotations;
import dev.postroom.crds.Condition;
import dev.postroom.kubernetes.faults.Fault;
import dev.postroom.kubernetes.faults.FaultPlan;
import io.javaoperatorsdk.operator.Operator;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What goes wrong around a running operator, in seconds instead of minutes: the end is right, no
 * limit is lost, and no pod is replaced for it.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FaultsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Some rounds of a {@link HastyClock}; {@code make outage} takes a minute, and its own time. */
  static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("postroom.outage.seconds", 1));

  private static final Duration POLL = Duration.ofMillis(100);
  static final String OFFICE = "203.0.113.7";
  static final int BASE = 4;
  private static final int USERS = 4;
  private static final int WANTED = 16;

  static final String SPEC =
      """
      connections: {maximum: 400, perAddress: {limit: 4, autoRaise: {intervalSeconds: 1}}}
      """;

  private Cluster cluster;

  private final HastyClock clock = new HastyClock();
  MailServer mail;
  FakePod pod;
  private Operator operator;

  TestApi.Running startApi() {
    return TestApi.STAND_IN.start();
  }

  @BeforeAll
  void startCluster() {
    cluster = new Cluster(startApi());
  }

  @AfterAll
  void stopCluster() {
    cluster.close();
  }

  @BeforeEach
  void start() throws IOException {
    mail = cluster.mail();
    mail.create(SPEC);
    pod = new FakePod(mail.client(), mail.namespace());
    pod.reports(this::office);
    operator = startOperator();
  }

  @AfterEach
  void stop() {
    cluster.comeBack();
    operator.stop();
    pod.close();
  }

  private Operator startOperator() {
    return OperatorStart.with(cluster.operators(), Set.of(mail.namespace()), clock);
  }

  @Test
  void anApiServerThatIsAwayForAWhileCostsNoLimitAndNoPod() {
    await(() -> servedLimit() >= 2 * BASE);
    cluster.goAway();
    int before = servedLimit();
    int asked = pod.asked();
    Awaitility.await().pollDelay(OUTAGE).timeout(OUTAGE.plus(PATIENCE)).until(() -> true);
    assertThat(servedLimit()).isEqualTo(before);

    cluster.comeBack();

    assertThatAllIsWell();
    assertThat(pod.asked()).isGreaterThan(asked);
  }

  static Stream<Arguments> troubles() {
    return Stream.of(
        Arguments.of(
            "conflicts on every third write", FaultPlan.everyNthWrite(3, Fault.conflict())),
        Arguments.of("a burst of 429", FaultPlan.first(40, Fault.tooManyRequests())),
        Arguments.of("a burst of 500", FaultPlan.first(40, Fault.internalError())),
        Arguments.of(
            "a proxy's page instead of answers",
            FaultPlan.first(15, new Fault.Nonsense("<html>Please log in</html>", false))),
        Arguments.of("empty objects", FaultPlan.first(15, new Fault.Nonsense("{}", false))),
        Arguments.of(
            "objects of another kind",
            FaultPlan.first(
                15,
                new Fault.Nonsense(
                    "{\"apiVersion\":\"v1\",\"kind\":\"Status\",\"status\":\"Success\"}", false))),
        Arguments.of(
            "answers that are cut off",
            FaultPlan.first(
                15, new Fault.Nonsense("{\"apiVersion\":\"v1\",\"kind\":\"Conf", true))),
        Arguments.of("slow answers", FaultPlan.always(new Fault.Delay(Duration.ofMillis(100)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("troubles")
  void whatTheApiServerRefusesNowAndThenIsDoneInTheEnd(String name, FaultPlan plan) {
    cluster.operatorMeets(plan);

    assertThatAllIsWell();
  }

  @Test
  void watchesThatAreCutAreTakenUpAgainAndNoEditIsMissed() {
    await(() -> servedLimit() >= 2 * BASE);
    for (int seconds = 61; seconds <= 63; seconds++) {
      cluster.cutWatches();
      mail.edit("imapd: {IMAP_IDLE_TIMEOUT: \"%d\"}\n".formatted(seconds) + SPEC);
      var line = "IMAP_IDLE_TIMEOUT=" + seconds;
      await(() -> mail.text("mail-config", "imapd").contains(line));
    }

    assertThatAllIsWell();
  }

  @Test
  void oneThatIsStoppedInMidRaiseIsFollowedByOneThatGoesOn() {
    for (int limit = 2 * BASE; limit <= WANTED; limit *= 2) {
      int reached = limit;
      await(() -> servedLimit() >= reached);
      operator.stop();
      int before = servedLimit();
      operator = startOperator();
      assertThat(servedLimit()).isGreaterThanOrEqualTo(before);
    }

    assertThatAllIsWell();
  }

  @Test
  void aServiceThatAWebhookRefusesIsToldOfAndLimitsAreRaisedMeanwhile() {
    await(() -> mail.condition("ObjectsApplied") == Condition.Status.True);
    cluster.operatorMeets(
        FaultPlan.always(Fault.conflict())
            .when(asked -> asked.isWrite() && asked.path().contains("/services/")));
    mail.edit(SPEC + "service: {imapPort: 2143}\n");

    await(() -> mail.condition("ObjectsApplied") == Condition.Status.False);
    await(() -> servedLimit() >= WANTED);
    assertThat(mail.message("ObjectsApplied"))
        .startsWith("Operation cannot be fulfilled: the object has been modified");

    cluster.comeBack();
    await(() -> mail.condition("ObjectsApplied") == Condition.Status.True);
  }

  @Test
  void nodesThatMayNotBeListedAreToldOfAndLimitsAreRaisedMeanwhile() {
    operator.stop();
    cluster.operatorMeets(
        FaultPlan.always(Fault.forbidden()).when(asked -> asked.path().equals("/api/v1/nodes")));
    operator = startOperator();

    assertThatAllIsWell();
    await(() -> mail.message("SourceAddressTrusted").contains("the operator may not list nodes"));
  }

  @Test
  void aReportThatIsNoReportOrHasNoEndLowersNothingAndRaisesNobody() {
    await(() -> servedLimit() >= WANTED);
    for (var lie :
        new byte[][] {
          new byte[PeerReportJson.MAX_BYTES + 1], "{\"version\": -1}".getBytes(), new byte[0]
        }) {
      pod.answers(lie);
      await(() -> mail.condition("MetricsAvailable") == Condition.Status.False);
      int asked = pod.asked();
      await(() -> pod.asked() >= asked + 3);
      assertThat(servedLimit()).isGreaterThanOrEqualTo(WANTED);
      assertThat(templates()).isEqualTo(1);
    }
  }

  @Test
  void podsThatNeverGetReadyAreNeitherAskedNorReplacedAndStillGetTheirFiles() {
    pod.ready(false);
    await(() -> mail.condition("MetricsAvailable") == Condition.Status.Unknown);
    int limit = servedLimit();
    int asked = pod.asked();

    mail.edit("imapd: {IMAP_IDLE_TIMEOUT: \"61\"}\n" + SPEC);

    await(() -> mail.text("mail-config", "imapd").contains("IMAP_IDLE_TIMEOUT=61"));
    assertThat(mail.condition("Ready")).isEqualTo(Condition.Status.False);
    assertThat(servedLimit()).isEqualTo(limit);
    assertThat(pod.asked()).isEqualTo(asked);
    assertThat(templates()).isEqualTo(1);
  }

  @Test
  void aReportThatClaimsTheWorldGetsTheCeilingAtMost() {
    pod.reports(
        reports ->
            reports
                .at(clock.instant())
                .refused(OFFICE, servedLimit(), Integer.MAX_VALUE)
                .refused("no address\nat all", 1, 1000));
    int asked = pod.asked();
    await(() -> pod.asked() >= asked + 8);

    int share = mail.get().getSpec().connections().maximum();
    assertThat(servedLimit()).isBetween(BASE + 1, share);
    assertThat(mail.text("mail-limits", "imapaccess")).doesNotContain("at all");
  }

  @Test
  void aPausedServerIsLeftAloneAtOnceAndGoesOnWhenAsked() {
    await(() -> servedLimit() >= 2 * BASE);
    mail.annotate(Annotations.PAUSED, "\"true\"");
    await(() -> mail.condition("Paused") == Condition.Status.True);
    int limit = servedLimit();
    var ledger = mail.text("mail-ledger", "peers.yaml");
    mail.edit("imapd: {IMAP_IDLE_TIMEOUT: \"61\"}\n" + SPEC);
    int asked = pod.asked();
    await(() -> pod.asked() >= asked + 3);
    assertThat(servedLimit()).isEqualTo(limit);
    assertThat(mail.text("mail-ledger", "peers.yaml")).isEqualTo(ledger);
    assertThat(mail.text("mail-config", "imapd")).doesNotContain("IMAP_IDLE_TIMEOUT=61");
    assertThat(mail.condition("MetricsAvailable")).isEqualTo(Condition.Status.True);

    mail.annotate(Annotations.PAUSED, "null");

    assertThatAllIsWell();
    assertThat(mail.text("mail-config", "imapd")).contains("IMAP_IDLE_TIMEOUT=61");
    assertThat(mail.condition("Paused")).isEqualTo(Condition.Status.False);
  }

  /** Turned away as long as its limit is below what it needs. */
  private Reports office(Reports reports) {
    int limit = servedLimit();
    reports.at(clock.instant());
    return limit < WANTED
        ? reports.refused(OFFICE, limit, USERS)
        : reports.peer(OFFICE, WANTED, USERS, Optional.empty());
  }

  void assertThatAllIsWell() {
    await(() -> servedLimit() >= WANTED);
    await(() -> mail.condition("LimitsApplied") == Condition.Status.True);
    await(() -> mail.condition("ObjectsApplied") == Condition.Status.True);
    assertThat(mail.ledgerLimit(OFFICE).orElse(0)).isGreaterThanOrEqualTo(servedLimit());
    assertThat(templates()).as("generation of the StatefulSet").isEqualTo(1);
  }

  private long templates() {
    return mail.statefulSet().orElseThrow().getMetadata().getGeneration();
  }

  int servedLimit() {
    return mail.servedLimit(OFFICE).orElse(BASE);
  }

  static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).pollInterval(POLL).until(condition);
  }
}
