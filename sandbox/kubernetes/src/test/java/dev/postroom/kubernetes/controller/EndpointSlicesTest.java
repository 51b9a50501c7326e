package dev.postroom.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointSlicesTest {

  private static Service service(IntOrString targetPort) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName("mail")
        .withNamespace("default")
        .withUid("u")
        .endMetadata()
        .withNewSpec()
        .addNewPort()
        .withName("imap")
        .withPort(143)
        .withTargetPort(targetPort)
        .endPort()
        .endSpec()
        .build();
  }

  private static Pod pod(String name, String ip, int port, String ready, String created) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .withCreationTimestamp(created)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .addNewPort()
        .withName("imap")
        .withContainerPort(port)
        .endPort()
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPhase("Running")
        .withPodIP(ip)
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready)
        .endCondition()
        .endStatus()
        .build();
  }

  @Test
  void podsAreListedWithTheirReadiness() {
    EndpointSlice slice =
        EndpointSlices.slice(
            service(new IntOrString("imap")),
            List.of(
                pod("mail-1", "127.77.3.3", 1143, "False", "2026-11-22T00:00:00Z"),
                pod("mail-0", "127.77.3.2", 1143, "True", "2026-11-22T00:00:00Z")));
    assertThat(slice.getMetadata().getLabels()).containsEntry("kubernetes.io/service-name", "mail");
    assertThat(slice.getEndpoints())
        .extracting(e -> e.getAddresses().getFirst(), e -> e.getConditions().getReady())
        .containsExactly(tuple("127.77.3.2", true), tuple("127.77.3.3", false));
    assertThat(slice.getPorts().getFirst().getPort()).isEqualTo(1143);
  }

  @Test
  void aNamedPortIsThatOfTheYoungestPod() {
    EndpointSlice slice =
        EndpointSlices.slice(
            service(new IntOrString("imap")),
            List.of(
                pod("mail-0", "127.77.3.2", 143, "True", "2026-11-22T00:00:00Z"),
                pod("mail-1", "127.77.3.3", 2143, "True", "2026-11-22T00:05:00Z")));
    assertThat(slice.getPorts().getFirst().getPort()).isEqualTo(2143);
  }

  @Test
  void aPortInDigitsIsTakenAsItIs() {
    EndpointSlice slice = EndpointSlices.slice(service(new IntOrString(1993)), List.of());
    assertThat(slice.getPorts().getFirst().getPort()).isEqualTo(1993);
    assertThat(slice.getEndpoints()).isEmpty();
  }
}
