package dev.postroom.operator.desired;

import dev.postroom.crds.ImapServer;
import dev.postroom.crds.PodOptions;
import dev.postroom.operator.render.CourierFiles;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;

/** The server's container. */
final class ServerContainer {

  private static final String NAME = "imap-server";

  /**
   * How long a server that stops goes on accepting, so that nobody is sent to a port that is closed
   * already: longer than endpoints take to reach the nodes. With the spread of the goodbyes and
   * what running commands may take it stays far below {@link ServerPod#GRACE_SECONDS}.
   */
  private static final String DRAIN_DELAY = "3s";

  private ServerContainer() {}

  static Container of(ImapServer server, CourierFiles files, String image) {
    var options = server.getSpec().pod();
    return new ContainerBuilder()
        .withName(NAME)
        .withImage(image)
        .withImagePullPolicy(
            options.imagePullPolicy() == null ? null : options.imagePullPolicy().name())
        .withArgs("--config", ServerVolumes.CONFIGURATION_DIRECTORY)
        .withEnv(
            environment("POD_NAME", "metadata.name"),
            environment("POD_IP", "status.podIP"),
            environment("HOSTNAME", "metadata.name"),
            // Without it Java takes file names for ASCII, and folders have all of Unicode in
            // theirs.
            new EnvVarBuilder().withName("LC_ALL").withValue("C.UTF-8").build(),
            new EnvVarBuilder()
                .withName("POSTROOM_REPORT_TOKEN_FILE")
                .withValue(ServerVolumes.CONFIGURATION_DIRECTORY + "/" + ServerVolumes.REPORT_TOKEN)
                .build(),
            new EnvVarBuilder().withName("POSTROOM_DRAIN_DELAY").withValue(DRAIN_DELAY).build())
        .withResources(resources(options))
        .withPorts(ServerPorts.of(files))
        // Where all pods of a node start at once a JVM takes long; ended halfway, it begins anew.
        .withStartupProbe(probe("/q/health/started", 1, 180))
        .withReadinessProbe(probe("/q/health/ready", 2, 3))
        .withLivenessProbe(probe("/q/health/live", 10, 3))
        .withVolumeMounts(ServerVolumes.mounts(server))
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .build();
  }

  private static EnvVar environment(String name, String fieldPath) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewFieldRef()
        .withApiVersion("v1")
        .withFieldPath(fieldPath)
        .endFieldRef()
        .endValueFrom()
        .build();
  }

  private static Probe probe(String path, int periodSeconds, int failures) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withPort(new IntOrString(ServerPorts.MANAGEMENT))
        .endHttpGet()
        .withPeriodSeconds(periodSeconds)
        .withTimeoutSeconds(2)
        .withFailureThreshold(failures)
        .build();
  }

  /** No limit of CPU: it would hold up everybody's mail while the processors have nothing to do. */
  private static ResourceRequirements resources(PodOptions options) {
    return options.resources() != null
        ? options.resources()
        : new ResourceRequirementsBuilder()
            .addToRequests("cpu", new Quantity(PodOptions.CPU))
            .addToRequests("memory", new Quantity(PodOptions.MEMORY))
            .addToLimits("memory", new Quantity(PodOptions.MEMORY_LIMIT))
            .build();
  }
}
