package dev.postroom.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.Servers;
import dev.postroom.operator.render.CourierFilesRenderer;
import dev.postroom.operator.render.Rendering;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodOptionsTest {

  private static final String ALL =
      """
      pod:
        labels: {team: post, app.kubernetes.io/instance: another}
        annotations: {example.org/note: hello, postroom.dev/restart-settings: none}
        resources: {requests: {cpu: 2, memory: 4Gi}, limits: {memory: 8Gi}}
        nodeSelector: {disk: fast}
        affinity:
          nodeAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              nodeSelectorTerms:
              - matchExpressions: [{key: kubernetes.io/arch, operator: In, values: [amd64]}]
        tolerations: [{key: mail, operator: Exists, effect: NoSchedule}]
        topologySpreadConstraints:
        - {maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule}
        priorityClassName: important
        imagePullSecrets: [{name: pull}]
        imagePullPolicy: Always
      """;

  @Test
  void everyOptionReachesThePod() {
    var pod = template(Servers.server(ALL)).getSpec();

    assertThat(pod.getContainers().getFirst().getResources().getLimits().get("memory"))
        .hasToString("8Gi");
    assertThat(pod.getContainers().getFirst().getImagePullPolicy()).isEqualTo("Always");
    assertThat(pod.getNodeSelector()).containsEntry("disk", "fast");
    assertThat(Serialization.asYaml(pod.getAffinity())).contains("amd64");
    assertThat(pod.getTolerations()).extracting(t -> t.getKey()).containsExactly("mail");
    assertThat(pod.getPriorityClassName()).isEqualTo("important");
    assertThat(pod.getImagePullSecrets()).extracting(s -> s.getName()).containsExactly("pull");
  }

  @Test
  void aSpreadThatNamesNoPodsCountsThoseOfTheServer() {
    var spread = template(Servers.server(ALL)).getSpec().getTopologySpreadConstraints();

    assertThat(spread)
        .singleElement()
        .satisfies(
            constraint -> {
              assertThat(constraint.getTopologyKey()).isEqualTo("topology.kubernetes.io/zone");
              assertThat(constraint.getLabelSelector().getMatchLabels())
                  .isEqualTo(Labels.selector(Servers.server(ALL)));
            });
  }

  @Test
  void theOperatorsLabelsAndAnnotationsHoldWhateverPasses() {
    var metadata = template(Servers.server(ALL)).getMetadata();

    assertThat(metadata.getLabels())
        .containsEntry("team", "post")
        .containsEntry("app.kubernetes.io/instance", "mail");
    assertThat(metadata.getAnnotations()).containsEntry("example.org/note", "hello");
    assertThat(metadata.getAnnotations().get("postroom.dev/restart-settings")).contains("PORT=143");
  }

  @Test
  void aSecondReplicaDoesNotReplaceTheFirstPod() {
    var storage = "storage: {accessMode: ReadWriteMany}\n";

    assertThat(template(Servers.server(storage + "replicas: 2")))
        .isEqualTo(template(Servers.server(storage)));
  }

  @Test
  void aStopFitsIntoTheGracePeriod() {
    var pod = template(Servers.server("{}")).getSpec();

    // Delay, the grace of running commands (20 s), and 8 s to close: see docs/running.md.
    assertThat(seconds(environment(pod.getContainers().getFirst(), "POSTROOM_DRAIN_DELAY")) + 28)
        .isLessThan(pod.getTerminationGracePeriodSeconds());
  }

  /** The controls of the standard, as its page on Kubernetes' site lists them. */
  @ParameterizedTest
  @ValueSource(strings = {"{}", "imapd: {PORT: \"1143\"}", ALL})
  void thePodMeetsTheRestrictedPodSecurityStandard(String spec) {
    var pod = template(Servers.server(spec)).getSpec();

    assertThat(pod.getHostNetwork()).isNull();
    assertThat(pod.getHostPID()).isNull();
    assertThat(pod.getHostIPC()).isNull();
    assertThat(pod.getSecurityContext().getSysctls())
        .extracting(sysctl -> sysctl.getName())
        .isSubsetOf("net.ipv4.ip_unprivileged_port_start");
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getSecurityContext().getSeLinuxOptions()).isNull();
    assertThat(pod.getSecurityContext().getAppArmorProfile()).isNull();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
    assertThat(pod.getInitContainers()).isEmpty();
    assertThat(pod.getVolumes())
        .allSatisfy(
            volume ->
                assertThat(
                        Serialization.unmarshal(Serialization.asJson(volume), Map.class).keySet())
                    .isSubsetOf(Set.of("name", "projected", "persistentVolumeClaim", "emptyDir")));
    for (var container : pod.getContainers()) {
      var security = container.getSecurityContext();
      assertThat(security.getPrivileged()).isNull();
      assertThat(security.getAllowPrivilegeEscalation()).isFalse();
      assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
      assertThat(security.getCapabilities().getAdd()).isEmpty();
      assertThat(security.getProcMount()).isNull();
      assertThat(security.getReadOnlyRootFilesystem()).isTrue();
      assertThat(container.getPorts()).allSatisfy(port -> assertThat(port.getHostPort()).isNull());
    }
  }

  private static String environment(Container container, String name) {
    return container.getEnv().stream()
        .filter(variable -> variable.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private static long seconds(String duration) {
    return Long.parseLong(duration.replace("s", ""));
  }

  private static PodTemplateSpec template(ImapServer server) {
    var rendering = (Rendering.Valid) new CourierFilesRenderer().render(server.getSpec());
    return ServerPod.template(server, rendering.files(), "postroom/imap-server:0.1.0");
  }
}
