package dev.postroom.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.Servers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChildrenTest {

  @Test
  void podsThatServeAreReadyHaveAnAddressAndAreNotOnTheirWayOut() {
    var serving = pod("mail-1", "10.244.3.8", "True");
    var unready = pod("mail-2", "10.244.3.9", "False");
    var unnumbered = pod("mail-3", null, "True");
    var leaving = pod("mail-4", "10.244.3.11", "True");
    leaving.getMetadata().setDeletionTimestamp("2026-11-22T12:00:00Z");
    var unscheduled = pod("mail-5", null, "False");
    unscheduled.setStatus(null);
    var first = pod("mail-0", "10.244.3.7", "True");

    var children =
        new Children(
            Servers.server("{}"),
            List.<HasMetadata>of(),
            Set.of(serving, unready, unnumbered, leaving, unscheduled, first));

    assertThat(children.readyPods()).containsExactly(first, serving);
  }

  private static Pod pod(String name, String address, String ready) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewStatus()
        .withPodIP(address)
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready)
        .endCondition()
        .endStatus()
        .build();
  }
}
