package dev.postroom.operator.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that may act at once, there being no election. */
class OperatorLifeTest {

  private final CountDownLatch over = new CountDownLatch(1);

  static Stream<Throwable> whatMayGoWrong() {
    return Stream.of(
        new CannotBegin("no CRD"),
        new OperatorException("anything of its own"),
        new KubernetesClientException("no answer"),
        new IllegalStateException("anything"),
        new NoClassDefFoundError("anything worse"));
  }

  @ParameterizedTest
  @MethodSource("whatMayGoWrong")
  void whatCannotBeginEndsAndLeavesTheLeaseToOthers(Throwable wrong) throws Exception {
    var life = life(() -> OperatorLifeTest.<RuntimeException>rethrow(wrong));

    life.begin();

    assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(life.phase()).isEqualTo(OperatorLife.Phase.STARTING);
  }

  private OperatorLife life(Runnable start) {
    return new OperatorLife(
        new SimpleMeterRegistry(), start, () -> {}, Optional.empty(), over::countDown);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void rethrow(Throwable wrong) throws T {
    throw (T) wrong;
  }
}
