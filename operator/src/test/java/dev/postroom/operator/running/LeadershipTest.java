package dev.postroom.operator.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.kubernetes.api.ApiServer;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several replicas and one Lease; the times are a fifth of those in a cluster. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LeadershipTest {

  private static final LeaseTimes TIMES =
      new LeaseTimes(Duration.ofSeconds(3), Duration.ofMillis(1600), Duration.ofMillis(400));

  /** Longer than it takes to notice that a Lease ran out. */
  private static final Duration RUN_OUT = Duration.ofSeconds(20);

  private final List<String> told = new CopyOnWriteArrayList<>();
  private ApiServer api;
  private KubernetesClient client;
  private Leadership first;
  private Leadership second;

  @BeforeEach
  void start() {
    api = ApiServer.start();
    client = client();
    first = replica("first");
    first.start();
    await(() -> told.contains("first won"));
    second = replica("second");
    second.start();
    await(second::isLeaseSeen);
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
    client.close();
    api.close();
  }

  @Test
  void oneActsAndTheOtherWaitsUntilTheFirstGoesAndThenTakesOverAtOnce() {
    assertThat(told).containsExactly("first won");
    assertThat(first.isLeading()).isTrue();
    assertThat(second.isLeading()).isFalse();

    first.close();

    Awaitility.await().atMost(TIMES.duration()).until(() -> told.contains("second won"));
    assertThat(told).containsExactly("first won", "second won");
    assertThat(lease().getSpec().getHolderIdentity()).isEqualTo("second");
    assertThat(lease().getSpec().getLeaseTransitions()).isEqualTo(1);
  }

  @Test
  void whoIsOverthrownIsToldAndTheOtherGoesOnWaiting() {
    takeForSomebodyElse();

    await(() -> told.contains("first lost"));
    assertThat(first.isLeading()).isFalse();
    assertThat(told).containsExactly("first won", "first lost");
  }

  @Test
  void whoCannotRenewStopsActingBeforeTheLeaseRunsOut() {
    var renewed = lease().getSpec().getRenewTime();
    api.faults().goAway();

    await(() -> told.contains("first lost"));
    assertThat(Duration.between(renewed.toInstant(), Instant.now()))
        .isLessThan(TIMES.duration().plus(TIMES.retry()));
    assertThat(told).containsExactly("first won", "first lost");
  }

  @Test
  void aLeaseThatSomebodySpoiltIsHeldByOneAgainOrItsHolderEnds() {
    client
        .resource(lease())
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"leaseDurationSeconds\":null}}");

    await(
        () ->
            told.contains("first lost")
                || lease().getSpec().getLeaseDurationSeconds() != null && first.isLeading());
  }

  @Test
  void aReplicaThatComesBackUnderItsNameGoesOnWithItsLease() {
    var again = replica("first");
    again.start();

    await(again::isLeading);
    assertThat(lease().getSpec().getLeaseTransitions()).isZero();
    again.close();
  }

  private Leadership replica(String identity) {
    return new Leadership(
        client(),
        "default",
        "postroom-operator",
        identity,
        TIMES,
        () -> told.add(identity + " won"),
        () -> told.add(identity + " lost"));
  }

  private void takeForSomebodyElse() {
    client
        .resource(lease())
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\":{\"holderIdentity\":\"somebody else\",\"leaseDurationSeconds\":%d}}"
                .formatted(RUN_OUT.toSeconds()));
  }

  private Lease lease() {
    return client.leases().inNamespace("default").withName("postroom-operator").get();
  }

  private KubernetesClient client() {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(Config.fromKubeconfig(api.kubeconfig()))
                .withRequestRetryBackoffLimit(0)
                .build())
        .build();
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(RUN_OUT).pollInterval(Duration.ofMillis(50)).until(condition);
  }
}
