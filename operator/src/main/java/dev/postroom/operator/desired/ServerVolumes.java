package dev.postroom.operator.desired;

import dev.postroom.contract.settings.SettingsFileName;
import dev.postroom.crds.ImapServer;
import dev.postroom.crds.Users;
import dev.postroom.operator.render.CourierFilesRenderer;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the server's container finds in its file system, besides its image. */
final class ServerVolumes {

  static final String CONFIGURATION_DIRECTORY = "/etc/postroom/config";
  static final String REPORT_TOKEN = "report-token";

  private static final String CONFIGURATION = "config";
  private static final String MAIL = "mail";
  private static final String TLS = "tls";
  private static final String TEMPORARY = "tmp";

  /** Native libraries and what a JVM writes when it dies are a tenth of it. */
  private static final Quantity TEMPORARY_SIZE = new Quantity("256Mi");

  /** Readable by the server's group only; userdb holds password hashes. */
  private static final int MODE = 0440;

  private ServerVolumes() {}

  static List<VolumeMount> mounts(ImapServer server) {
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

  static List<Volume> of(ImapServer server) {
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
              .withSources(CertificateFiles.of(server))
              .endProjected()
              .build());
    }
    volumes.add(
        new VolumeBuilder()
            .withName(MAIL)
            .withNewPersistentVolumeClaim()
            .withClaimName(Names.mailClaim(server))
            .endPersistentVolumeClaim()
            .build());
    volumes.add(
        new VolumeBuilder()
            .withName(TEMPORARY)
            .withNewEmptyDir()
            .withSizeLimit(TEMPORARY_SIZE)
            .endEmptyDir()
            .build());
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
