package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.Condition;
import dev.postroom.crds.ImapServer;
import dev.postroom.crds.PeerStatus;
import dev.postroom.kubernetes.api.ApiServer;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Addresses that hide clients, from the cluster's nodes to the status. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SourceAddressTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NODE = "192.0.2.10";
  private static final String WEBMAIL = "10.244.7.9";

  /** A node before all clients, and a webmail at the ports for the cluster. */
  @Test
  void whoIsSeenTrulyIsRaisedWhileANodeThatHidesTheOthersIsNot() throws IOException {
    try (var api = ApiServer.start();
        var client =
            new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(api.kubeconfig()))
                .build()) {
      ImapServerKind.define(client);
      client
          .resource(
              new NodeBuilder()
                  .withNewMetadata()
                  .withName("node")
                  .endMetadata()
                  .withNewSpec()
                  .withPodCIDRs(NODE + "/32")
                  .endSpec()
                  .build())
          .create();
      var operator = OperatorStart.with(client);
      try (var pod = new FakePod(client)) {
        pod.reports(reports -> reports.refused(NODE, 4, 9).refused(WEBMAIL, 4, 9));
        client.resource(server()).create();

        Awaitility.await()
            .atMost(PATIENCE)
            .untilAsserted(
                () -> {
                  var status =
                      client
                          .resources(ImapServer.class)
                          .inNamespace("default")
                          .withName("mail")
                          .get()
                          .getStatus();
                  assertThat(status).isNotNull();
                  assertThat(peer(status.peers().stream(), WEBMAIL))
                      .hasValueSatisfying(peer -> assertThat(peer.limit()).isGreaterThan(4));
                  assertThat(peer(status.peers().stream(), NODE))
                      .hasValueSatisfying(
                          peer -> {
                            assertThat(peer.limit()).isEqualTo(4);
                            assertThat(peer.reason()).isEqualTo("SourceAddressUntrusted");
                          });
                  assertThat(status.conditions())
                      .filteredOn(each -> each.type().equals("SourceAddressTrusted"))
                      .singleElement()
                      .satisfies(
                          each -> {
                            assertThat(each.status()).isEqualTo(Condition.Status.False);
                            assertThat(each.reason()).isEqualTo("NodeAddressesSeen");
                          });
                });
      } finally {
        operator.stop();
      }
    }
  }

  private static Optional<PeerStatus> peer(Stream<PeerStatus> peers, String address) {
    return peers.filter(peer -> peer.peer().equals(address)).findFirst();
  }

  private static ImapServer server() {
    var server =
        Servers.server("connections: {perAddress: {limit: 4, autoRaise: {intervalSeconds: 1}}}\n");
    server.getMetadata().setUid(null);
    server.getMetadata().setGeneration(null);
    return server;
  }
}
