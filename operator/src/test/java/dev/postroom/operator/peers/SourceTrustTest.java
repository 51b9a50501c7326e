package dev.postroom.operator.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.Reports;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SourceTrustTest {

  private static final Set<String> NODES =
      NodeAddresses.of(
          List.of(
              new NodeBuilder()
                  .withNewMetadata()
                  .withName("node")
                  .endMetadata()
                  .withNewSpec()
                  .withPodCIDR("10.244.3.0/24")
                  .withPodCIDRs("10.244.3.0/24")
                  .endSpec()
                  .withNewStatus()
                  .addNewAddress("192.0.2.10", "InternalIP")
                  .endStatus()
                  .build()));

  @Test
  void nodesAndTheGatewaysOfTheirPodsAreKnown() {
    assertThat(NODES).containsExactlyInAnyOrder("192.0.2.10", "10.244.3.1");
  }

  @Test
  void clientsThatAllComeFromANodeCannotBeToldApart() {
    var report = Reports.of("mail-0").peer("192.0.2.10", 4).build();

    assertThat(SourceTrust.judge(List.of(report), NODES))
        .isEqualTo(
            new SourceTrust.Untrusted(
                "4 of 4 connections come from the cluster's own nodes or gateways (192.0.2.10), so"
                    + " clients cannot be told apart and nothing is raised. Set"
                    + " spec.service.externalTrafficPolicy to Local, or have the load balancer send"
                    + " the PROXY protocol."));
  }

  @Test
  void oneProgramOnANodeAmongOtherClientsIsNothingSpecial() {
    var report = Reports.of("mail-0").peer("192.0.2.10", 4).peer("203.0.113.7", 5).build();

    assertThat(SourceTrust.judge(List.of(report), NODES)).isEqualTo(new SourceTrust.Trusted(9));
  }

  @Test
  void withoutConnectionsThereIsNothingToJudge() {
    assertThat(SourceTrust.judge(List.of(Reports.of("mail-0").build()), NODES))
        .isInstanceOf(SourceTrust.Unknown.class);
  }
}
