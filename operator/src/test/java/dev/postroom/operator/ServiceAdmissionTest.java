package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the API server takes as {@code spec.service}, and what it refuses beside the case of each
 * rule that {@link RefusedSpecTest} has.
 */
class ServiceAdmissionTest {

  @AutoClose private static final StandIn CLUSTER = new StandIn();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {proxyProtocol: {}}                                            | spec.service.proxyProtocol.trustedProxies
          {proxyProtocol: {trustedProxies: []}}                          | spec.service.proxyProtocol.trustedProxies
          {proxyProtocol: {trustedProxies: ['::/0']}}                    | trustedProxies must not be everybody
          {type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/33]}  | loadBalancerSourceRanges must be
          {type: NodePort, loadBalancerClass: a}                         | loadBalancerClass needs type LoadBalancer
          {ipFamilies: [IPv5]}                                           | spec.service.ipFamilies
          """)
  void refusesWhatMakesNoSenseAndNamesTheField(String service, String named) {
    assertThatThrownBy(() -> CLUSTER.client().resource(server("refused", service)).create())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          proxies    | {proxyProtocol: {trustedProxies: [10.0.0.0/28, 192.0.2.5, '2001:db8::/64']}}
          balancer   | {type: LoadBalancer, loadBalancerClass: example.com/nlb, loadBalancerSourceRanges: ['2001:db8::/48', 0.0.0.0/0]}
          node-ports | {type: NodePort, imapNodePort: 30143, imapsNodePort: 30993}
          dual-stack | {ipFamilyPolicy: RequireDualStack, ipFamilies: [IPv6, IPv4]}
          """)
  void acceptsWhatMakesSense(String name, String service) {
    assertThat(
            CLUSTER.client().resource(server(name, service)).create().getMetadata().getGeneration())
        .isEqualTo(1);
  }

  @Test
  void theClassOfALoadBalancerIsChangedByWayOfAnotherType() {
    CLUSTER
        .client()
        .resource(server("class", "{type: LoadBalancer, loadBalancerClass: a}"))
        .create();

    assertThatThrownBy(() -> apply("class", "{type: LoadBalancer, loadBalancerClass: b}"))
        .hasMessageContaining("loadBalancerClass is fixed while type is LoadBalancer");
    assertThatThrownBy(() -> apply("class", "{type: LoadBalancer}"))
        .hasMessageContaining("loadBalancerClass is fixed while type is LoadBalancer");
    assertThatCode(
            () -> {
              apply("class", "{type: ClusterIP}");
              apply("class", "{type: LoadBalancer, loadBalancerClass: b}");
            })
        .doesNotThrowAnyException();
  }

  private static void apply(String name, String service) {
    var found = CLUSTER.client().resource(server(name, service)).get();
    var wanted = server(name, service);
    wanted.setMetadata(found.getMetadata());
    CLUSTER.client().resource(wanted).update();
  }

  private static GenericKubernetesResource server(String name, String service) {
    return StandIn.written(name, "{service: %s}".formatted(service));
  }
}
