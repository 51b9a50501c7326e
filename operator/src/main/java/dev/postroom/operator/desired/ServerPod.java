package dev.postroom.operator.desired;

import dev.postroom.contract.settings.SettingsFileName;
import dev.postroom.crds.ImapServer;
import dev.postroom.crds.Users;
import dev.postroom.operator.render.CourierFiles;
import dev.postroom.operator.render.CourierFilesRenderer;
import dev.postroom.operator.render.RestartSettings;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pod. Whatever is written here rolls the server when it changes, so it holds nothing that the
 * running server takes from its files.
 */
final class ServerPod {

  /** Volume and claim for the mail. */
  static final String MAIL = "mail";

  static final String CONTAINER = "imap-server";

  private static final String CONFIGURATION = "config";
  private static final String CONFIGURATION_DIRECTORY = "/etc/postroom/config";
  private static final String REPORT_TOKEN = "report-token";
  private static final String TLS = "tls";
  private static final String TEMPORARY = "tmp";

  /** Readable by the server's group only; userdb holds password hashes. */
  private static final int MODE = 0440;

  private static final long USER = 10001;

  /** Sessions are told BYE over a few seconds; long appends may finish in the rest. */
  private static final long GRACE_SECONDS = 60;

  private static final int PRIVILEGED_PORTS = 1024;

  private ServerPod() {}

  static PodTemplateSpec template(ImapServer server, CourierFiles files, String image) {
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(Labels.of(server))
        .addToAnnotations(RestartSettings.ANNOTATION, RestartSettings.of(files).text())
        .endMetadata()
        .withNewSpec()
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(GRACE_SECONDS)
        .withSecurityContext(security(files))
        .withContainers(container(server, files, image))
        .withVolumes(volumes(server))
        .endSpec()
        .build();
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

  private static Container container(ImapServer server, CourierFiles files, String image) {
    return new ContainerBuilder()
        .withName(CONTAINER)
        .withImage(image)
        .withArgs("--config", CONFIGURATION_DIRECTORY)
        .withEnv(
            environment("POD_NAME", "metadata.name"),
            environment("POD_IP", "status.podIP"),
            environment("HOSTNAME", "metadata.name"),
            // Without it Java takes file names for ASCII, and folders have all of Unicode in
            // theirs.
            new EnvVarBuilder().withName("LC_ALL").withValue("C.UTF-8").build(),
            new EnvVarBuilder()
                .withName("POSTROOM_REPORT_TOKEN_FILE")
                .withValue(CONFIGURATION_DIRECTORY + "/" + REPORT_TOKEN)
                .build())
        .withPorts(ServerPorts.of(files))
        .withStartupProbe(probe("/q/health/started", 1, 60))
        .withReadinessProbe(probe("/q/health/ready", 2, 3))
        .withLivenessProbe(probe("/q/health/live", 10, 3))
        .withVolumeMounts(mounts(server))
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

  private static List<VolumeMount> mounts(ImapServer server) {
    var mounts = new ArrayList<VolumeMount>();
    mounts.add(mount(CONFIGURATION, CONFIGURATION_DIRECTORY, true));
    if (server.getSpec().tls() != null) {
      mounts.add(mount(TLS, CourierFilesRenderer.TLS_DIRECTORY, true));
    }
    mounts.add(mount(MAIL, "/var/mail", false));
    mounts.add(mount(TEMPORARY, "/tmp", false));
    return mounts;
  }

  private static VolumeMount mount(String name, String path, boolean readOnly) {
    return new VolumeMountBuilder()
        .withName(name)
        .withMountPath(path)
        .withReadOnly(readOnly ? true : null)
        .build();
  }

  private static List<Volume> volumes(ImapServer server) {
    var spec = server.getSpec();
    var volumes = new ArrayList<Volume>();
    volumes.add(
        new VolumeBuilder()
            .withName(CONFIGURATION)
            .withNewProjected()
            .withDefaultMode(MODE)
            .withSources(configuration(server))
            .endProjected()
            .build());
    if (spec.tls() != null) {
      volumes.add(
          new VolumeBuilder()
              .withName(TLS)
              .withNewProjected()
              .withDefaultMode(MODE)
              .withSources(CertificateFiles.of(spec.tls()))
              .endProjected()
              .build());
    }
    if (spec.storage().existingClaim() != null) {
      volumes.add(
          new VolumeBuilder()
              .withName(MAIL)
              .withNewPersistentVolumeClaim()
              .withClaimName(spec.storage().existingClaim())
              .endPersistentVolumeClaim()
              .build());
    }
    volumes.add(new VolumeBuilder().withName(TEMPORARY).withNewEmptyDir().endEmptyDir().build());
    return volumes;
  }

  /** One directory with the names that the server looks for. */
  private static List<VolumeProjection> configuration(ImapServer server) {
    var sources = new ArrayList<VolumeProjection>();
    sources.add(
        Projection.configMap(
            Names.configuration(server),
            Projection.file(SettingsFileName.IMAPD.toString()),
            Projection.file(SettingsFileName.IMAPD_SSL.toString())));
    sources.add(Projection.configMap(Names.limits(server), Projection.file(LimitsConfigMap.FILE)));
    sources.add(
        Projection.secret(
            Names.reportToken(server), Projection.file(ReportTokenSecret.KEY, REPORT_TOKEN)));
    Optional.ofNullable(server.getSpec().users())
        .flatMap(Users::source)
        .ifPresent(accounts -> sources.addAll(accounts(accounts)));
    return sources;
  }

  /**
   * The file of the one source. There is no authdaemonrc: the server asks whatever is mounted, so
   * that pods of before and after a change of sources each ask their own.
   */
  private static List<VolumeProjection> accounts(Users.Source source) {
    var file = Projection.secret(source.secretName(), Projection.file(source.key()));
    return source.isRemote()
        ? List.of(
            file, Projection.optionalSecret(source.secretName(), Projection.file(Users.CA_KEY)))
        : List.of(file);
  }
}
