package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.Condition;
import dev.postroom.operator.peers.HttpPeerReports;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What rounds cost in which nothing happens: hundreds of servers have one every two seconds. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class QuietRoundsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ROUNDS = 5;

  /** As autoRaise.staleSeconds has it by itself. */
  private static final Duration STALE = Duration.ofSeconds(30);

  private static final String SPEC =
      """
      users: {userdbSecretName: mail-users}
      connections: {maximum: 400, perAddress: {limit: 4, autoRaise: {intervalSeconds: 1}}}
      """;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private final Interceptor noting =
      new Interceptor() {
        @Override
        public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
          requests.add(request.method() + " " + request.uri().getPath());
        }
      };

  @Test
  void theApiServerIsAskedForWhatIsReferredToOnlyAndNoObjectIsMadeAgain() throws IOException {
    play(
        (_, pod) -> {
          awaitRounds(pod);
          requests.clear();
          long objects = made();

          awaitRounds(pod);

          assertThat(requests).allMatch(QuietRoundsTest::isReference).hasSizeLessThan(ROUNDS);
          // Once in half a minute it is looked at all the same.
          assertThat(made() - objects).isLessThanOrEqualTo(1);
        });
  }

  @Test
  void aPodThatTellsWhenThereIsSomethingNewIsListenedToInsteadOfLookedAtInEveryRound()
      throws IOException {
    play(
        (_, pod) -> {
          pod.tells();
          await(() -> pod.listened() == 1);
          int asked = pod.asked();
          long listening = System.nanoTime();
          requests.clear();

          await(() -> pod.asked() >= asked + 3);

          // References are looked at every five seconds here, and the pod with them.
          assertThat(Duration.ofNanos(System.nanoTime() - listening))
              .isGreaterThan(Duration.ofSeconds(8));
          assertThat(pod.listened()).isOne();
          assertThat(requests).allMatch(QuietRoundsTest::isReference);

          pod.reports(reports -> reports.refused("203.0.113.7", 4, 6));
          await(() -> requests.stream().anyMatch(request -> request.startsWith("PATCH")));
        });
  }

  @Test
  void aPodThatHangsWhileItIsListenedToIsMissedBeforeItsLastReportIsTooOld() throws IOException {
    play(
        (mail, pod) -> {
          pod.tells();
          await(() -> pod.listened() == 1);

          pod.fallsSilent();

          long silent = System.nanoTime();
          await(() -> mail.condition("MetricsAvailable") == Condition.Status.False);
          assertThat(Duration.ofNanos(System.nanoTime() - silent)).isLessThan(STALE);
        });
  }

  private void play(BiConsumer<MailServer, FakePod> idle) throws IOException {
    try (var cluster = new Cluster();
        var client = cluster.operators(noting)) {
      var mail = cluster.mail();
      mail.client().resource(users(mail.namespace())).create();
      var operator = OperatorStart.with(client, Set.of(), registry);
      try {
        mail.create(SPEC);
        await(() -> mail.statefulSet().isPresent());
        try (var pod = new FakePod(mail.client(), mail.namespace())) {
          pod.reports(reports -> reports.peer("203.0.113.7", 2));
          await(() -> mail.condition("LimitsApplied") == Condition.Status.True);
          idle.accept(mail, pod);
        }
      } finally {
        operator.stop();
      }
    }
  }

  private static boolean isReference(String request) {
    return request.matches("GET /api/v1/namespaces/[^/]+/secrets/[^/]+");
  }

  @Test
  void asManyServersAreLookedAtAtOnceAsPodsAreAsked() throws IOException {
    var properties = new Properties();
    try (var file = getClass().getResourceAsStream("/application.properties")) {
      properties.load(file);
    }

    assertThat(properties.getProperty("quarkus.operator-sdk.concurrent-reconciliation-threads"))
        .isEqualTo(Integer.toString(HttpPeerReports.ASKED_AT_ONCE));
  }

  /** Until so many rounds are over. */
  private static void awaitRounds(FakePod pod) {
    int asked = pod.asked();
    await(() -> pod.asked() > asked + ROUNDS);
  }

  /** How often all objects were made, to see whether they are as they should be. */
  private long made() {
    return registry.get("postroom.part.duration").tag("part", "objects").timer().count();
  }

  private static Secret users(String namespace) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName("mail-users")
        .endMetadata()
        .addToStringData("userdb", "")
        .build();
  }

  private static void await(BooleanSupplier reached) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(reached::getAsBoolean);
  }
}
