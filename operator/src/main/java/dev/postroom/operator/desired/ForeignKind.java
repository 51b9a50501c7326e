package dev.postroom.operator.desired;

import java.util.List;

/**
 * A kind that another project brings, and that is in a cluster only where that is installed.
 *
 * @param group API group
 * @param version of the group
 * @param kind as manifests have it
 * @param plural as paths have it
 * @param project what has to be installed
 */
public record ForeignKind(
    String group, String version, String kind, String plural, String project) {

  private static final String MONITORING = "monitoring.coreos.com";
  private static final String PROMETHEUS = "the Prometheus Operator";

  /** A certificate that is issued and renewed. */
  public static final ForeignKind CERTIFICATE =
      new ForeignKind("cert-manager.io", "v1", "Certificate", "certificates", "cert-manager");

  /** Scrapes pods. */
  public static final ForeignKind POD_MONITOR =
      new ForeignKind(MONITORING, "v1", "PodMonitor", "podmonitors", PROMETHEUS);

  /** Scrapes what is behind a Service. */
  public static final ForeignKind SERVICE_MONITOR =
      new ForeignKind(MONITORING, "v1", "ServiceMonitor", "servicemonitors", PROMETHEUS);

  /** All that a server may have. */
  public static final List<ForeignKind> ALL = List.of(CERTIFICATE, POD_MONITOR, SERVICE_MONITOR);

  /** {@code GROUP/VERSION}. */
  public String apiVersion() {
    return group + "/" + version;
  }
}
