package dev.postroom.operator.peers;

import static dev.postroom.operator.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.Reports;
import dev.postroom.operator.Servers;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is thought of the addresses that pods see, from look to look. */
class SourceWatchTest {

  private static final String NODE = "192.0.2.10";
  private static final String GATEWAY = "10.244.3.1";
  private static final String WEBMAIL = "10.244.7.9";
  private static final String OFFICE = "203.0.113.7";

  private static final Node LISTED =
      new NodeBuilder()
          .withNewMetadata()
          .withName("node")
          .addToAnnotations("projectcalico.org/IPv4IPIPTunnelAddr", "10.244.3.64")
          .addToAnnotations("projectcalico.org/IPv4Address", "192.0.2.11/24")
          .endMetadata()
          .withNewSpec()
          .withPodCIDRs("10.244.3.0/24", "fd00:10:244:3::/64")
          .endSpec()
          .withNewStatus()
          .addNewAddress(NODE, "InternalIP")
          .addNewAddress("2001:db8:5::10", "InternalIP")
          .addNewAddress("node.example.org", "Hostname")
          .endStatus()
          .build();

  private static final Nodes NODES = Nodes.of(List.of(LISTED));
  private static final Nodes NO_NODES = Nodes.unknown("the operator may not list nodes");

  private String service = "{type: LoadBalancer}";
  private Nodes nodes = NODES;
  private String podAddress = "10.244.3.7";
  private Instant now = NOON;
  private final SourceWatch watch = new SourceWatch();

  @Test
  void nodesTheirTunnelsAndTheGatewaysOfTheirPodsAreKnown() {
    assertThat(NODES.addresses())
        .extracting(address -> address.getHostAddress())
        .containsExactlyInAnyOrder(
            NODE,
            "192.0.2.11",
            "2001:db8:5:0:0:0:0:10",
            "10.244.3.64",
            "10.244.3.0",
            GATEWAY,
            "fd00:10:244:3:0:0:0:0",
            "fd00:10:244:3:0:0:0:1");
  }

  @Test
  void clientsThatAllComeFromANodeCannotBeToldApart() {
    service = "{type: LoadBalancer, externalTrafficPolicy: Cluster}";

    assertThat(look(report().peer(NODE, 4, 3, Optional.empty())))
        .isEqualTo(
            untrusted(
                SourceReason.NodeAddressesSeen,
                "4 of 4 connections come from the cluster's own nodes or gateways (192.0.2.10), so"
                    + " clients cannot be told apart there and such an address is not raised. Set"
                    + " spec.service.externalTrafficPolicy to Local, or have the load balancer speak"
                    + " the PROXY protocol and name it in spec.service.proxyProtocol.trustedProxies."
                    + " docs/client-addresses.md has more",
                NODE));
  }

  @Test
  void whatToDoIsSaidAsTheServiceIsNow() {
    var behindNode = report().peer(NODE, 4, 3, Optional.empty());

    assertThat(look(behindNode).message())
        .contains("externalTrafficPolicy is Local already, so something else stands between");
    service = "{}";
    assertThat(look(behindNode).message()).contains("of type ClusterIP");
    service = "{type: LoadBalancer, proxyProtocol: {trustedProxies: [10.0.0.0/28]}}";
    assertThat(look(behindNode).message()).contains("The load balancer itself names them");
  }

  @Test
  void onlyTheAddressesThatHideOthersAreHeldBack() {
    var trust =
        look(
            report()
                .peer(NODE, 40, 9, Optional.empty())
                .peer(WEBMAIL, 5, 30, Optional.empty())
                .peer(OFFICE, 5, 3, Optional.empty()));

    assertThat(trust).isInstanceOf(SourceTrust.Untrusted.class);
    assertThat(trust.hiding()).containsExactly(NODE);
    assertThat(((SourceTrust.Untrusted) trust).everybody()).isFalse();
  }

  @Test
  void aNodeIsNeverRaisedEvenWhereTheOthersAreTrusted() {
    var trust =
        look(report().peer(NODE, 4, 2, Optional.empty()).peer(OFFICE, 20, 4, Optional.empty()));

    assertThat(trust).isInstanceOf(SourceTrust.Trusted.class);
    assertThat(trust.hiding()).containsExactly(NODE);
  }

  @Test
  void anOfficeThatIsTheOnlyClientIsNoLoadBalancerJustBecauseItIsOne() {
    var trust =
        look(
            report()
                .peer(OFFICE, 82, 31, Optional.empty())
                .source(Sources.of("imapd", 83, 2, 82).counted()));

    assertThat(trust)
        .isEqualTo(
            new SourceTrust.Trusted(
                SourceReason.MostlyOneAddress,
                "82 of 83 connections come from one address, 203.0.113.7, with 31 users. An office"
                    + " looks like that, and all is well then; if it is a load balancer or an ingress"
                    + " controller, have it speak the PROXY protocol and name the addresses it"
                    + " connects from in spec.service.proxyProtocol.trustedProxies; programs inside"
                    + " the cluster belong to the Service NAME-cluster",
                Set.of()));
  }

  @Test
  void anIngressControllerIsHintedAtAsAPodsAddress() {
    var trust =
        look(
            report()
                .peer("10.244.3.9", 82, 31, Optional.empty())
                .source(Sources.of("imapd", 83, 2, 82).counted()));

    assertThat(trust.reason()).isEqualTo(SourceReason.MostlyOneAddress);
    assertThat(trust.message())
        .contains("one address, 10.244.3.9, which is a pod's, with 31 users");
  }

  @Test
  void aWebmailAtTheClustersPortsIsAClientLikeAnother() {
    var trust =
        look(
            report()
                .peer(WEBMAIL, 90, 60, Optional.empty())
                .peer(OFFICE, 20, 4, Optional.empty())
                .source(Sources.of("imapd", 25, 9, 12).counted())
                .source(Sources.of("imapd-cluster", 900, 1, 900).counted()));

    assertThat(trust.reason()).isEqualTo(SourceReason.ClientAddressesSeen);
    assertThat(trust.hiding()).isEmpty();
  }

  @Test
  void aWebmailOnTheNodesNetworkDoesNotSpoilTheOthers() {
    var trust =
        look(
            report()
                .peer(NODE, 90, 60, Optional.empty())
                .peer(OFFICE, 20, 4, Optional.empty())
                .source(Sources.of("imapd", 25, 9, 12).counted())
                .source(Sources.of("imapd-cluster", 900, 1, 900).counted()));

    assertThat(trust.reason()).isEqualTo(SourceReason.ClientAddressesSeen);
    assertThat(trust.hiding()).containsExactly(NODE);
  }

  @Test
  void aBusyWebmailIsNoExcuseForClientsThatAllComeFromANode() {
    service = "{type: LoadBalancer, externalTrafficPolicy: Cluster}";
    var trust =
        look(
            report()
                .peer(NODE, 40, 30, Optional.empty())
                .peer(WEBMAIL, 90, 60, Optional.empty())
                .source(Sources.of("imapd", 70, 1, 70).counted())
                .source(Sources.of("imapd-cluster", 9000, 1, 9000).counted()));

    assertThat(trust.reason()).isEqualTo(SourceReason.NodeAddressesSeen);
    assertThat(trust.message())
        .startsWith(
            "70 of 70 connections come from the cluster's own nodes or gateways (192.0.2.10)");
    assertThat(trust.hiding()).containsExactly(NODE);
  }

  @Test
  void aMonitorOnANodeThatIsTheOnlyClientAtNightProvesNothing() {
    var trust =
        look(
            report()
                .peer(NODE, 4, 1, Optional.empty())
                .source(Sources.of("imapd", 90, 1, 90).gateway(90).counted()));

    assertThat(trust.reason()).isEqualTo(SourceReason.ClientAddressesSeen);
  }

  @Test
  void theGatewayIsFoundByThePodsOwnCountWhereNodesCannotBeListed() {
    nodes = NO_NODES;
    var trust =
        look(
            report()
                .peer(GATEWAY, 40, 9, Optional.empty())
                .peer(OFFICE, 3, 1, Optional.empty())
                .source(Sources.of("imapd", 60, 2, 50).gateway(50).counted()));

    assertThat(trust.reason()).isEqualTo(SourceReason.NodeAddressesSeen);
    assertThat(trust.hiding()).containsExactly(GATEWAY);
  }

  @Test
  void whereNobodyKnowsWhichPeersHideOthersNobodyIsRaised() {
    nodes = NO_NODES;
    var trust =
        look(
            report()
                .peer(OFFICE, 30, 9, Optional.empty())
                .source(Sources.of("imapd", 60, 2, 50).gateway(50).counted()));

    assertThat(trust)
        .isInstanceOfSatisfying(
            SourceTrust.Untrusted.class, untrusted -> assertThat(untrusted.everybody()).isTrue());
    assertThat(trust.message()).contains("nothing is raised");
  }

  @Test
  void withoutTheNodesItIsSaidWhatCannotBeKnown() {
    nodes = NO_NODES;

    assertThat(look(report().peer(OFFICE, 9, 3, Optional.empty())))
        .isEqualTo(
            new SourceTrust.Unknown(
                SourceReason.NodesNotKnown,
                "none of 9 connections comes from a gateway or the pod itself, but the operator may"
                    + " not list nodes, so a node's address cannot be told from a client's. Allow the"
                    + " operator to list nodes, or see to it that spec.service.externalTrafficPolicy"
                    + " is Local; limits are raised meanwhile",
                Set.of()));
  }

  @Test
  void thePodsOwnNodeIsKnownWithoutListingNodes() {
    nodes = NO_NODES;

    assertThat(look(report().peer("192.0.2.99", 9, 3, Optional.empty())).reason())
        .isEqualTo(SourceReason.NodeAddressesSeen);
  }

  @Test
  void aServiceMeshShowsAsConnectionsFromThePodItself() {
    var trust =
        look(
            report()
                .peer("127.0.0.6", 30, 9, Optional.empty())
                .source(Sources.of("imapd", 40, 1, 40).loopback(40).counted()));

    assertThat(trust.reason()).isEqualTo(SourceReason.PodAddressesSeen);
    assertThat(trust.hiding()).containsExactly("127.0.0.6");
    assertThat(trust.message()).contains("exclude the ports for mail");
  }

  @Test
  void onALaptopWherePodsAreOnLoopbackClientsAreToo() {
    podAddress = "127.5.3.2";
    var trust =
        look(
            report()
                .peer("127.5.9.1", 30, 9, Optional.empty())
                .source(Sources.of("imapd", 40, 3, 20).loopback(40).counted()));

    assertThat(trust.reason()).isEqualTo(SourceReason.ClientAddressesSeen);
    assertThat(trust.hiding()).isEmpty();
  }

  @Test
  void linkLocalAddressesAreNoClients() {
    var trust =
        look(
            report()
                .peer("169.254.1.1", 30, 9, Optional.empty())
                .source(Sources.of("imapd", 40, 1, 40).linkLocal(40).counted()));

    assertThat(trust).isInstanceOf(SourceTrust.Untrusted.class);
    assertThat(trust.hiding()).containsExactly("169.254.1.1");
  }

  @Test
  void aNodeIsFoundInThePrefixThatCountsAsOne() {
    var trust = look(report().peer("2001:db8:5::/64", 30, 9, Optional.empty()));

    assertThat(trust).isInstanceOf(SourceTrust.Untrusted.class);
    assertThat(trust.hiding()).containsExactly("2001:db8:5:0:0:0:0:0/64");
  }

  @Test
  void aLoneConnectionFlipsNothingInEitherDirection() {
    assertThat(look(report().peer(NODE, 2, 2, Optional.empty())).reason())
        .isEqualTo(SourceReason.ClientAddressesSeen);

    assertThat(look(hidden(8, 1)).reason()).isEqualTo(SourceReason.NodeAddressesSeen);
    assertThat(look(hidden(4, 5)).reason()).isEqualTo(SourceReason.NodeAddressesSeen);
    assertThat(look(hidden(2, 8)).reason()).isEqualTo(SourceReason.ClientAddressesSeen);
    assertThat(look(hidden(4, 5)).reason()).isEqualTo(SourceReason.ClientAddressesSeen);
  }

  @Test
  void whileNobodyIsConnectedTheLastJudgementStands() {
    assertThat(look(report()).reason()).isEqualTo(SourceReason.NothingToJudgeBy);

    var hidden = look(hidden(8, 0));
    assertThat(look(report())).isEqualTo(hidden);
  }

  @Test
  void aBalancerThatIsNotTrustedIsToldOfWithTheSettingToExtend() {
    service = "{type: LoadBalancer, proxyProtocol: {trustedProxies: [10.0.0.0/28]}}";
    assertThat(look(refused(100, 0)).reason())
        .as("what was counted before the operator started may be long ago")
        .isEqualTo(SourceReason.NothingToJudgeBy);

    assertThat(look(refused(107, 0)))
        .isEqualTo(
            new SourceTrust.Untrusted(
                SourceReason.ProxyNotTrusted,
                "7 connections were refused lately and none taken, since they came from outside"
                    + " spec.service.proxyProtocol.trustedProxies (10.0.0.0/28): add the networks"
                    + " that the load balancer connects from. With externalTrafficPolicy Cluster"
                    + " these are the nodes' (10.244.3.0, 10.244.3.1, 10.244.3.64, 192.0.2.10,"
                    + " 192.0.2.11)",
                Set.of(),
                false));
  }

  @Test
  void aBalancerWithoutHeadersIsToldOf() {
    service = "{type: LoadBalancer, proxyProtocol: {trustedProxies: [10.0.0.0/28]}}";
    look(refused(0, 0));

    assertThat(look(refused(0, 5)).reason()).isEqualTo(SourceReason.ProxyHeaderMissing);
  }

  @Test
  void healthChecksWithoutHeaderBesideClientsAreAHintOnly() {
    service = "{type: LoadBalancer, proxyProtocol: {trustedProxies: [10.0.0.0/28]}}";
    look(refused(0, 0));

    var trust =
        look(
            report()
                .peer(OFFICE, 9, 3, Optional.empty())
                .source(Sources.of("imapd", 9, 4, 3).refused(0, 50).counted()));

    assertThat(trust.reason()).isEqualTo(SourceReason.ClientAddressesSeen);
    assertThat(trust.message())
        .endsWith(
            "; 50 from trusted load balancers brought no PROXY header lately, as health checks do");
  }

  @Test
  void oldRefusalsAreForgottenAndThoseOfARestartedPodCountFromZero() {
    service = "{type: LoadBalancer, proxyProtocol: {trustedProxies: [10.0.0.0/28]}}";
    look(refused(0, 0));
    look(refused(9, 0));
    now = now.plus(ProxyRefusalWatch.LATELY).plus(Duration.ofSeconds(1));

    var seen = look(refused(9, 0).peer(OFFICE, 9, 3, Optional.empty()));
    assertThat(seen.message()).isEqualTo("connections come from clients' own addresses");
  }

  @Test
  void manyPeersAreJudgedWithoutNamingThemAll() {
    var report = report();
    IntStream.range(0, 1000)
        .forEach(i -> report.peer("169.254.%d.%d".formatted(i / 250, i % 250), 2));

    assertThat(look(report).message()).hasSizeLessThan(700);
  }

  private SourceTrust look(Reports report) {
    return watch.judge(
        List.of(report.build()),
        List.of(pod()),
        nodes,
        Servers.spec("service: " + service).service(),
        now);
  }

  private static SourceTrust untrusted(SourceReason reason, String message, String hiding) {
    return new SourceTrust.Untrusted(reason, message, Set.of(hiding), false);
  }

  /** So many connections from a node, and others from a client. */
  private static Reports hidden(int hidden, int others) {
    return report()
        .peer(NODE, hidden, 3, Optional.empty())
        .peer(OFFICE, others, 1, Optional.empty());
  }

  private static Reports refused(long untrusted, long noHeader) {
    return report().source(Sources.of("imapd", 0, 0, 0).refused(untrusted, noHeader).counted());
  }

  private static Reports report() {
    return Reports.of("mail-0");
  }

  private Pod pod() {
    return new PodBuilder()
        .withNewMetadata()
        .withName("mail-0")
        .endMetadata()
        .withNewStatus()
        .withPodIP(podAddress)
        .withHostIP("192.0.2.99")
        .endStatus()
        .build();
  }
}
