package dev.postroom.kubernetes.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.kubernetes.api.ApiServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An API server with which something goes wrong. */
class FaultsTest {

  private final ApiServer server = ApiServer.start();
  private final AtomicInteger watches = new AtomicInteger();
  private final KubernetesClient client =
      new KubernetesClientBuilder()
          .withConfig(
              new ConfigBuilder(Config.fromKubeconfig(server.kubeconfig()))
                  .withRequestRetryBackoffLimit(0)
                  .withWatchReconnectInterval(50)
                  .build())
          .build();

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void oneThatIsAwayAnswersNobodyAndIsAsItWasWhenItIsBack() {
    create("before");
    server.faults().goAway();

    assertThatThrownBy(() -> create("meanwhile"))
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isNotPositive());

    server.faults().comeBack();
    assertThat(client.configMaps().inNamespace("default").list().getItems())
        .extracting(map -> map.getMetadata().getName())
        .containsExactly("before");
  }

  @Test
  void everyThirdWriteConflictsAndIsNotDone() {
    server.faults().plan(FaultPlan.everyNthWrite(3, Fault.conflict()));

    assertThat(IntStream.rangeClosed(1, 6).filter(i -> isRefused("map" + i, 409)))
        .containsExactly(3, 6);
    assertThat(client.configMaps().inNamespace("default").list().getItems()).hasSize(4);
  }

  @Test
  void aBurstOfRefusalsPasses() {
    server.faults().plan(FaultPlan.first(2, Fault.tooManyRequests()));

    assertThat(IntStream.rangeClosed(1, 4).filter(i -> isRefused("map" + i, 429)))
        .containsExactly(1, 2);

    server.faults().plan(FaultPlan.first(1, Fault.internalError()));
    assertThat(isRefused("map5", 500)).isTrue();
  }

  @Test
  void afterItsLastWriteAClientIsNotAnsweredAndOthersAre() {
    server
        .faults()
        .plan(FaultPlan.awayAfterWrites(2).when(request -> request.path().contains("configmaps")));

    assertThat(IntStream.rangeClosed(1, 4).filter(i -> isRefused("map" + i, -1)))
        .containsExactly(3, 4);
    assertThat(client.namespaces().list().getItems()).isNotEmpty();
  }

  @Test
  void aSlowAnswerIsStillTheRightOne() {
    server.faults().plan(FaultPlan.always(new Fault.Delay(Duration.ofMillis(300))));
    long begin = System.nanoTime();

    create("slow");

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(250));
  }

  @Test
  void nonsenseIsAnsweredInsteadAndNothingIsDone() {
    server.faults().plan(FaultPlan.always(new Fault.Nonsense("<html>", false)));
    assertThatThrownBy(() -> create("page")).isInstanceOf(KubernetesClientException.class);
    server.faults().plan(FaultPlan.always(new Fault.Nonsense("{\"kind\":\"Conf", true)));
    assertThatThrownBy(() -> create("cut")).isInstanceOf(KubernetesClientException.class);

    server.faults().comeBack();
    assertThat(client.configMaps().inNamespace("default").list().getItems()).isEmpty();
  }

  @Test
  void aWebhookChangesWhatIsStored() {
    server
        .faults()
        .plan(
            FaultPlan.always(
                new Fault.Admission(map -> map.withObject("data").put("added", "by it"))));

    create("changed");

    server.faults().comeBack();
    assertThat(client.configMaps().inNamespace("default").withName("changed").get().getData())
        .containsEntry("added", "by it");
  }

  @Test
  void aWatchThatIsCutIsTakenUpAgain() {
    server
        .faults()
        .plan(
            request -> {
              if (request.isWatch()) {
                watches.incrementAndGet();
              }
              return Optional.empty();
            });
    try (var informer = client.configMaps().inNamespace("default").inform()) {
      Awaitility.await().until(() -> watches.get() == 1);

      server.faults().cutWatches();
      create("after");

      Awaitility.await().until(() -> informer.getStore().list().size() == 1);
      assertThat(watches).hasValueGreaterThan(1);
    }
  }

  private boolean isRefused(String name, int code) {
    try {
      create(name);
      return false;
    } catch (KubernetesClientException e) {
      assertThat(e.getCode()).isEqualTo(code);
      return true;
    }
  }

  private ConfigMap create(String name) {
    return client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .endMetadata()
                .build())
        .create();
  }
}
