package dev.postroom.kubernetes.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutesTest {

  private static final InetSocketAddress POD = new InetSocketAddress("127.77.3.2", 2143);

  private static Service service(String clusterIp, String policy) {
    return new ServiceBuilder()
        .withNewSpec()
        .withClusterIP(clusterIp)
        .withExternalTrafficPolicy(policy)
        .addNewPort()
        .withName("imap")
        .withPort(143)
        .endPort()
        .addNewPort()
        .withName("imaps")
        .withPort(993)
        .endPort()
        .endSpec()
        .withNewStatus()
        .withNewLoadBalancer()
        .addNewIngress()
        .withIp("127.77.2.2")
        .endIngress()
        .endLoadBalancer()
        .endStatus()
        .build();
  }

  /** Only the port imap has an endpoint. */
  private static EndpointSlice slice(boolean ready) {
    return new EndpointSliceBuilder()
        .addNewEndpoint()
        .withAddresses("127.77.3.2")
        .withNewConditions()
        .withReady(ready)
        .endConditions()
        .endEndpoint()
        .addNewPort()
        .withName("imap")
        .withPort(2143)
        .endPort()
        .build();
  }

  @Test
  void everyAddressOfAServiceLeadsToItsReadyPods() {
    assertThat(Routes.of(service("127.77.1.1", "Local"), List.of(slice(true))))
        .isEqualTo(
            Map.of(
                new InetSocketAddress("127.77.1.1", 143), new Route(List.of(POD), false),
                new InetSocketAddress("127.77.2.2", 143), new Route(List.of(POD), false)));
  }

  @Test
  void thePolicyClusterHidesClientsThatComeFromOutside() {
    assertThat(Routes.of(service("127.77.1.1", "Cluster"), List.of(slice(true))))
        .isEqualTo(
            Map.of(
                new InetSocketAddress("127.77.1.1", 143), new Route(List.of(POD), false),
                new InetSocketAddress("127.77.2.2", 143), new Route(List.of(POD), true)));
  }

  @Test
  void whereNoPodIsReadyNothingIsListenedOn() {
    assertThat(Routes.of(service("127.77.1.1", "Local"), List.of(slice(false)))).isEmpty();
  }

  @Test
  void aHeadlessServiceHasNoAddressOfItsOwn() {
    assertThat(Routes.of(service("None", "Local"), List.of(slice(true))))
        .containsOnlyKeys(new InetSocketAddress("127.77.2.2", 143));
  }
}
