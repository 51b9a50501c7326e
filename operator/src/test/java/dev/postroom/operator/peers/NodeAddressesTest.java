package dev.postroom.operator.peers;

import static dev.postroom.operator.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.kubernetes.api.ApiServer;
import dev.postroom.testing.ManualClock;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often the nodes are asked for, and what is known while there is no answer. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class NodeAddressesTest {

  private static final Nodes ONE = Nodes.NONE.and(List.of("192.0.2.10"));
  private static final Nodes TWO = Nodes.NONE.and(List.of("192.0.2.10", "192.0.2.11"));

  private final AtomicInteger asked = new AtomicInteger();
  private Supplier<Nodes> answer = () -> ONE;
  private final ManualClock clock = new ManualClock(NOON);

  private final NodeAddresses addresses =
      new NodeAddresses(
          () -> {
            asked.incrementAndGet();
            return answer.get();
          },
          clock);

  @Test
  void oneAnswerServesAllForAMinute() {
    IntStream.range(0, 500).forEach(_ -> assertThat(addresses.get()).isEqualTo(ONE));
    assertThat(asked).hasValue(1);

    answer = () -> TWO;
    pass(Duration.ofSeconds(61));
    assertThat(addresses.get()).isEqualTo(TWO);
    assertThat(asked).hasValue(2);
  }

  @Test
  void aFailureIsKeptForAMinuteToo() {
    answer = failing(403);

    IntStream.range(0, 500)
        .forEach(
            _ ->
                assertThat(addresses.get())
                    .isEqualTo(Nodes.unknown("the operator may not list nodes")));
    assertThat(asked).hasValue(1);

    pass(Duration.ofSeconds(61));
    answer = () -> ONE;
    assertThat(addresses.get()).isEqualTo(ONE);
  }

  @Test
  void theLastAnswerStaysGoodForAnHourAndIsThenSaidToBeOld() {
    addresses.get();
    answer = failing(500);

    pass(Duration.ofMinutes(59));
    assertThat(addresses.get()).isEqualTo(ONE);

    pass(Duration.ofMinutes(2));
    assertThat(addresses.get().addresses()).isEqualTo(ONE.addresses());
    assertThat(addresses.get().problem())
        .hasValueSatisfying(
            problem -> assertThat(problem).startsWith("the nodes could not be listed: "));
  }

  @Test
  void whileOneAsksTheOthersTakeWhatIsKnown() throws Exception {
    addresses.get();
    pass(Duration.ofSeconds(61));
    var begun = new CountDownLatch(1);
    var answered = new CountDownLatch(1);
    answer =
        () -> {
          begun.countDown();
          await(answered);
          return TWO;
        };

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var slow = threads.submit(addresses::get);
      await(begun);
      assertThat(addresses.get()).isEqualTo(ONE);
      answered.countDown();
      assertThat(slow.get()).isEqualTo(TWO);
    }
    assertThat(asked).hasValue(2);
  }

  @Test
  void manyNodesAreListedByPages() {
    try (var api = ApiServer.start();
        var client =
            new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(api.kubeconfig()))
                .build()) {
      long all = NodeList.PAGE + 5;
      IntStream.range(0, (int) all)
          .forEach(
              i ->
                  client
                      .resource(
                          new NodeBuilder()
                              .withNewMetadata()
                              .withName("node-" + i)
                              .endMetadata()
                              .withNewSpec()
                              .withPodCIDRs("10.%d.0.0/24".formatted(i))
                              .endSpec()
                              .build())
                      .create());

      assertThat(new NodeList(client).get().podNetworks()).hasSize((int) all);
    }
  }

  private static Supplier<Nodes> failing(int status) {
    return () -> {
      throw new KubernetesClientException("no", status, null);
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(Duration time) {
    clock.advance(time);
  }
}
