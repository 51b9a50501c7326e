package dev.postroom.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.contract.report.Peer;
import dev.postroom.crds.Condition;
import dev.postroom.crds.ImapServer;
import dev.postroom.kubernetes.controller.PodConditions;
import dev.postroom.office.play.Cast;
import dev.postroom.office.play.Observer;
import dev.postroom.office.play.Scene;
import dev.postroom.office.show.Screen;
import dev.postroom.office.stage.Distribution;
import dev.postroom.office.stage.Stage;
import dev.postroom.office.stage.Workspace;
import dev.postroom.office.verdict.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole product at once: operator and server in processes of their own, on the stand-in. The
 * stage takes long to put up and is used by all tests, in an order in which none spoils it for the
 * next.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OfficeTest {

  private static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private Stage stage;
  private Cast cast;
  private Observer observer;
  private HttpClient http;

  @BeforeAll
  void putUp(@TempDir Path directory) throws Exception {
    Optional<Distribution> built = Distribution.ifBuilt(Path.of(""));
    Assumptions.assumeTrue(
        built.isPresent(), "operator and imap-server are not packaged; run: make build");
    stage = new Stage(built.get(), new Workspace(directory));
    http = HttpClient.newHttpClient();
    cast =
        new Cast(
            stage.clientAddress(1),
            stage.clientAddress(2),
            stage.clientAddress(3),
            new SplittableRandom(1),
            Clock.systemUTC());
    observer =
        new Observer(
            stage.client(),
            http,
            stage.namespace(),
            stage.serverName(),
            Stage.MANAGEMENT_PORT,
            cast.parties(),
            Clock.systemUTC());
    cast.start(stage.serve(cast.people()));
  }

  @AfterAll
  void takeDown() throws Exception {
    if (stage != null) {
      cast.close();
      stage.close();
      http.close();
    }
  }

  private Pod pod() {
    return stage
        .client()
        .pods()
        .inNamespace(stage.namespace())
        .withName(stage.serverName() + "-0")
        .get();
  }

  private void patchServer(String json) {
    stage
        .client()
        .genericKubernetesResources("postroom.dev/v1alpha1", "ImapServer")
        .inNamespace(stage.namespace())
        .withName(stage.serverName())
        .patch(MERGE, json);
  }

  private static <T> T eventually(String what, Callable<Optional<T>> attempt) throws Exception {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<T> result = attempt.call();
      if (result.isPresent()) {
        return result.get();
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    throw new AssertionError("not within " + DEADLINE + ": " + what);
  }

  private Pod awaitPodOtherThan(Pod before) throws Exception {
    return eventually(
        "another pod that is ready",
        () ->
            Optional.ofNullable(pod())
                .filter(PodConditions::isReady)
                .filter(pod -> !pod.getMetadata().getUid().equals(before.getMetadata().getUid())));
  }

  @Test
  @Order(1)
  void anOfficeIsTurnedAwayAndThenLetInWhileOthersGetNoMoreThanTheyEarn() throws Exception {
    Verdict verdict =
        new Performance(observer, Screen.journal(System.out), Clock.systemUTC()).watch(cast);
    assertThat(verdict.failures()).as(verdict.json()).isEmpty();
  }

  @Test
  @Order(2)
  void anEditOfTheLimitTakesEffectWithoutARestart() throws Exception {
    Pod before = pod();
    long edited = System.nanoTime();
    patchServer("{\"spec\":{\"connections\":{\"perAddress\":{\"limit\":6}}}}");
    eventually(
        "the attacker's address has the new limit",
        () ->
            observer
                .look()
                .address(cast.attacker().name())
                .server()
                .map(Peer::limit)
                .filter(limit -> limit == 6));
    // A user waits less than 5 s; the test allows for a machine that does much else.
    assertThat(Duration.ofNanos(System.nanoTime() - edited)).isLessThan(Duration.ofSeconds(20));
    Scene scene = observer.look();
    assertThat(scene.restarts()).isZero();
    assertThat(scene.address(cast.office().name()).clients().lost()).isZero();
    assertThat(pod().getMetadata().getUid()).isEqualTo(before.getMetadata().getUid());
  }

  @Test
  @Order(3)
  void whatCannotBeIsRejectedWithTheNameOfItsField() {
    assertThatThrownBy(
            () -> patchServer("{\"spec\":{\"connections\":{\"perAddress\":{\"limit\":0}}}}"))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("spec.connections.perAddress.limit");
    assertThatThrownBy(
            () ->
                patchServer(
                    "{\"spec\":{\"connections\":{\"perAddress\":{\"tenants\":[{\"name\":\"acme\","
                        + "\"networks\":[\"300.1.1.0/24\"],\"limit\":9}]}}}}"))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("spec.connections.perAddress.tenants[0].networks");
  }

  @Test
  @Order(4)
  void anEditOfThePortReplacesThePodAndEverybodyComesBack() throws Exception {
    Pod before = pod();
    patchServer("{\"spec\":{\"imapd\":{\"PORT\":\"2143\"}}}");
    awaitPodOtherThan(before);
    eventually(
        "the office is connected again, with the limit it had earned",
        () ->
            Optional.of(cast.office().count().connected())
                .filter(connected -> connected == cast.office().wanted()));
  }

  @Test
  @Order(5)
  void anEditOfTheImageReplacesThePod() throws Exception {
    Pod before = pod();
    patchServer("{\"spec\":{\"image\":\"postroom/imap-server:0.2.0\"}}");
    Pod after = awaitPodOtherThan(before);
    assertThat(after.getSpec().getContainers().getFirst().getImage())
        .isEqualTo("postroom/imap-server:0.2.0");
  }

  @Test
  @Order(6)
  void aVariableThatCourierDoesNotKnowIsToldInAConditionAndTheServerGoesOn() throws Exception {
    Pod before = pod();
    patchServer("{\"spec\":{\"imapd\":{\"IMAP_TYPO\":\"1\"}}}");
    String message =
        eventually(
            "the condition ConfigurationValid is False",
            () ->
                stage
                    .client()
                    .resources(ImapServer.class)
                    .inNamespace(stage.namespace())
                    .withName(stage.serverName())
                    .get()
                    .getStatus()
                    .conditions()
                    .stream()
                    .filter(c -> c.type().equals("ConfigurationValid"))
                    .filter(c -> c.status() == Condition.Status.False)
                    .map(Condition::message)
                    .findFirst());
    assertThat(message).contains("IMAP_TYPO");
    assertThat(pod().getMetadata().getUid()).isEqualTo(before.getMetadata().getUid());
  }
}
