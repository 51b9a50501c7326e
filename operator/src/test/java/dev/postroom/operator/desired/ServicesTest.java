package dev.postroom.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.Servers;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ServicesTest {

  private static final String SHARED = "replicas: 2\nstorage: {existingClaim: mail}\n";

  @Test
  void theServiceForClientsIsThis() {
    assertThat(
            yaml(
                client(
                    """
                    tls: {secretName: mail-tls}
                    service: {type: LoadBalancer, imapPort: 1143}
                    """)))
        .isEqualTo(expected("service.yaml"));
  }

  @Test
  void everyFieldOfALoadBalancerIsPassedOn() {
    assertThat(
            yaml(
                client(
                    SHARED
                        + """
                        tls: {secretName: mail-tls}
                        service:
                          type: LoadBalancer
                          externalTrafficPolicy: Cluster
                          annotations: {example.com/scheme: internal}
                          imapNodePort: 30143
                          imapsNodePort: 30993
                          loadBalancerClass: example.com/nlb
                          loadBalancerSourceRanges: [203.0.113.0/24, "2001:db8::/48"]
                          ipFamilyPolicy: PreferDualStack
                          ipFamilies: [IPv6, IPv4]
                        """)))
        .isEqualTo(expected("service-load-balancer.yaml"));
  }

  @Test
  void theServiceForTheClusterIsThis() {
    var server =
        Servers.server(
            """
            tls: {secretName: mail-tls}
            service: {type: LoadBalancer, imapPort: 1143, proxyProtocol: {trustedProxies: [10.0.0.0/28]}}
            """);

    assertThat(yaml(ClusterService.desired(server))).isEqualTo(expected("service-cluster.yaml"));
  }

  @Test
  void aServiceInsideTheClusterHasNothingThatTheApiServerRefusesThere() {
    assertThat(yaml(client("{}"))).isEqualTo(expected("service-inside.yaml"));
  }

  @Test
  void severalPodsKeepEachAddressAtOneOfThem() {
    var inside = ClusterService.desired(Servers.server(SHARED)).getSpec();
    var clients = client(SHARED).getSpec();

    assertThat(clients.getSessionAffinity()).isEqualTo("ClientIP");
    assertThat(inside.getSessionAffinity()).isEqualTo("ClientIP");
  }

  @Test
  void aLoadBalancerThatSpeaksForItsClientsIsNotKeptAtOnePod() {
    var clients =
        client(SHARED + "service: {proxyProtocol: {trustedProxies: [10.0.0.0/28]}}").getSpec();

    assertThat(clients.getSessionAffinity()).isEqualTo("None");
    assertThat(clients.getSessionAffinityConfig()).isNull();
  }

  @Test
  void theProxyProtocolIsNoMatterOfThePods() {
    var plain = Servers.server("service: {type: LoadBalancer}");
    var behindProxy =
        Servers.server(
            "service: {type: LoadBalancer, proxyProtocol: {trustedProxies: [10.0.0.0/28]}}");

    assertThat(DesiredObjectsTest.statefulSet(behindProxy))
        .isEqualTo(DesiredObjectsTest.statefulSet(plain));
    assertThat(ClientService.desired(behindProxy)).isEqualTo(ClientService.desired(plain));
  }

  private static Service client(String spec) {
    return ClientService.desired(Servers.server(spec));
  }

  private static String yaml(Service service) {
    return Serialization.asYaml(service);
  }

  private static String expected(String file) {
    try (var yaml = ServicesTest.class.getResourceAsStream(file)) {
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
