package dev.postroom.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.Servers;
import dev.postroom.operator.render.CourierFiles;
import dev.postroom.operator.render.CourierFilesRenderer;
import dev.postroom.operator.render.Rendering;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What protects and watches the pods. */
class ProtectionTest {

  @Test
  void aServersProtectionIsThis() {
    var server = Servers.server("tls: {secretName: mail-tls}");

    assertThat(
            yaml(
                ServerAccount.desired(server),
                DisruptionBudget.desired(server),
                ServerNetworkPolicy.desired(server, files(server), Optional.of("postroom"))))
        .isEqualTo(expected("protection.yaml"));
  }

  @Test
  void whoeverIsGivenTheManagementPortHasItBesideTheOperator() {
    var server =
        Servers.server(
            """
            networkPolicy:
              managementFrom:
              - namespaceSelector: {matchLabels: {team: monitoring}}
              - ipBlock: {cidr: 192.0.2.0/24}
            """);

    assertThat(yaml(ServerNetworkPolicy.desired(server, files(server), Optional.of("postroom"))))
        .isEqualTo(expected("networkpolicy-peers.yaml"));
  }

  @Test
  void outsideOfAClusterTheOperatorHasNoRuleOfItsOwn() {
    var server =
        Servers.server("networkPolicy: {managementFrom: [{ipBlock: {cidr: 192.0.2.0/24}}]}");

    var policy = ServerNetworkPolicy.desired(server, files(server), Optional.empty());

    assertThat(policy.getSpec().getIngress().getLast().getFrom())
        .extracting(peer -> peer.getIpBlock().getCidr())
        .containsExactly("192.0.2.0/24");
  }

  @Test
  void whatOtherProjectsAreAskedForIsThis() {
    var pods =
        Servers.server(
            """
            tls: {issuerRef: {name: ca, kind: ClusterIssuer}, dnsNames: [mail.example.org]}
            monitoring: {enabled: true, interval: 1m, labels: {release: prometheus}}
            """);
    var services = Servers.server("monitoring: {enabled: true, kind: ServiceMonitor}");

    assertThat(
            yaml(
                ServerCertificate.desired(pods),
                ServerMonitor.desired(pods),
                ServerMonitor.desired(services)))
        .isEqualTo(expected("foreign.yaml"));
  }

  @Test
  void theOperatorsLabelsOfAMonitorHold() {
    var server =
        Servers.server("monitoring: {enabled: true, labels: {app.kubernetes.io/instance: x}}");

    assertThat(ServerMonitor.desired(server).getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/instance", "mail");
  }

  private static CourierFiles files(ImapServer server) {
    return ((Rendering.Valid) new CourierFilesRenderer().render(server.getSpec())).files();
  }

  private static String yaml(HasMetadata... objects) {
    return Stream.of(objects).map(Serialization::asYaml).collect(Collectors.joining());
  }

  private static String expected(String file) {
    try (var yaml = ProtectionTest.class.getResourceAsStream(file)) {
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
