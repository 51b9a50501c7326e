package dev.postroom.operator.desired;

import dev.postroom.crds.ImapServer;
import dev.postroom.crds.PodOptions;
import dev.postroom.operator.render.CourierFiles;
import dev.postroom.operator.render.RestartSettings;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import java.util.List;
import java.util.TreeMap;

/**
 * The pod. Whatever is written here rolls the server when it changes, so it holds nothing that the
 * running server takes from its files. It meets the Pod Security Standard "restricted".
 */
final class ServerPod {

  /** Sessions are told BYE over a few seconds; long appends may finish in the rest. */
  static final long GRACE_SECONDS = 60;

  private static final long USER = 10001;

  private static final int PRIVILEGED_PORTS = 1024;

  private ServerPod() {}

  static PodTemplateSpec template(ImapServer server, CourierFiles files, String image) {
    var options = server.getSpec().pod();
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        // The operator's are put last, so that they hold.
        .withLabels(new TreeMap<>(options.labels()))
        .addToLabels(Labels.of(server))
        .withAnnotations(new TreeMap<>(options.annotations()))
        .addToAnnotations(RestartSettings.ANNOTATION, RestartSettings.of(files).text())
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName(Names.server(server))
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(GRACE_SECONDS)
        .withSecurityContext(security(files))
        .withNodeSelector(
            options.nodeSelector().isEmpty() ? null : new TreeMap<>(options.nodeSelector()))
        .withAffinity(options.affinity())
        .withTolerations(options.tolerations())
        .withTopologySpreadConstraints(spread(server, options))
        .withPriorityClassName(options.priorityClassName())
        .withImagePullSecrets(options.imagePullSecrets())
        .withContainers(ServerContainer.of(server, files, image))
        .withVolumes(ServerVolumes.of(server))
        .endSpec()
        .build();
  }

  /** Also with one replica, so that a second one does not replace the first. */
  private static List<TopologySpreadConstraint> spread(ImapServer server, PodOptions options) {
    var pods = new LabelSelectorBuilder().withMatchLabels(Labels.selector(server)).build();
    if (options.topologySpreadConstraints().isEmpty()) {
      return List.of(
          new TopologySpreadConstraintBuilder()
              .withMaxSkew(1)
              .withTopologyKey("kubernetes.io/hostname")
              .withWhenUnsatisfiable("ScheduleAnyway")
              .withLabelSelector(pods)
              .build());
    }
    return options.topologySpreadConstraints().stream()
        .map(
            constraint ->
                constraint.getLabelSelector() != null
                    ? constraint
                    : new TopologySpreadConstraintBuilder(constraint)
                        .withLabelSelector(pods)
                        .build())
        .toList();
  }

  private static PodSecurityContext security(CourierFiles files) {
    var context =
        new PodSecurityContextBuilder()
            .withRunAsNonRoot(true)
            .withRunAsUser(USER)
            .withRunAsGroup(USER)
            .withFsGroup(USER)
            .withFsGroupChangePolicy("OnRootMismatch")
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile();
    boolean privileged =
        ServerPorts.of(files).stream().anyMatch(p -> p.getContainerPort() < PRIVILEGED_PORTS);
    if (privileged) {
      context
          .addNewSysctl()
          .withName("net.ipv4.ip_unprivileged_port_start")
          .withValue("0")
          .endSysctl();
    }
    return context.build();
  }
}
