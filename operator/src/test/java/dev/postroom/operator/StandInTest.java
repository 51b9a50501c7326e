package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.kubernetes.faults.Fault;
import dev.postroom.kubernetes.faults.FaultPlan;
import dev.postroom.kubernetes.faults.Faults;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests' API servers that refuse the definition, as a real one may: nothing of them stays. */
class StandInTest {

  static Stream<Consumer<TestApi.Running>> takers() {
    return Stream.of(StandIn::new, Cluster::new);
  }

  @ParameterizedTest
  @MethodSource("takers")
  void oneThatRefusesTheDefinitionIsClosed(Consumer<TestApi.Running> taker) {
    try (var refusing = new Refusing(TestApi.STAND_IN.start())) {
      assertThatThrownBy(() -> taker.accept(refusing))
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("403");
      assertThat(refusing.closed).isTrue();
    }
  }

  private static final class Refusing implements TestApi.Running {

    private final TestApi.Running api;
    private boolean closed;

    Refusing(TestApi.Running api) {
      this.api = api;
      api.faults().plan(FaultPlan.always(Fault.forbidden()));
    }

    @Override
    public String kubeconfig() {
      return api.kubeconfig();
    }

    @Override
    public String kubeconfigBehindFaults() {
      return api.kubeconfigBehindFaults();
    }

    @Override
    public Faults faults() {
      return api.faults();
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        api.close();
      }
    }
  }
}
