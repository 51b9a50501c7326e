package dev.postroom.kubernetes.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.net.InetAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program in a pod sees of clients that come through a Service. */
class ServiceAddressTest {

  @TempDir Path directory;
  private TestNode node;

  @BeforeEach
  void start() throws Exception {
    node = new TestNode(directory);
    node.create(TestNode.set());
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
  }

  private String loadBalancer() {
    return TestNode.eventually(
        "the service has an address",
        () ->
            node.client
                .services()
                .inNamespace("default")
                .withName("web")
                .get()
                .getStatus()
                .getLoadBalancer()
                .getIngress()
                .getFirst()
                .getIp());
  }

  private void awaitClientSeenAs(String host, InetAddress source, InetAddress expected) {
    TestNode.eventually(
        "a client at " + source + " is seen as " + expected,
        () ->
            TestNode.get(source, host, 8000, "/client").equals(expected.getHostAddress())
                ? true
                : null);
  }

  @Test
  void aLoadBalancerKeepsSourceAddressesUnlessItsPolicyIsCluster() {
    InetAddress office = node.block.address(9, 7);
    node.createService("LoadBalancer", "Local");
    String host = loadBalancer();
    assertThat(host).startsWith(node.block.range(2).replace("0/24", ""));
    awaitClientSeenAs(host, office, office);

    node.client
        .services()
        .inNamespace("default")
        .withName("web")
        .edit(
            service ->
                new ServiceBuilder(service)
                    .editSpec()
                    .withExternalTrafficPolicy("Cluster")
                    .endSpec()
                    .build());
    awaitClientSeenAs(host, office, node.settings.nodeAddress());
  }
}
