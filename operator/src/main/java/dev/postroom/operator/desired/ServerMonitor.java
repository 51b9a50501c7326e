package dev.postroom.operator.desired;

import dev.postroom.crds.ImapServer;
import dev.postroom.crds.Monitoring;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lets the Prometheus Operator scrape the pods. */
public final class ServerMonitor {

  private static final String METRICS = "/q/metrics";

  private ServerMonitor() {}

  /** Which kind of monitor the server asks for. */
  public static ForeignKind kind(ImapServer server) {
    return switch (server.getSpec().monitoring().kind()) {
      case PodMonitor -> ForeignKind.POD_MONITOR;
      case ServiceMonitor -> ForeignKind.SERVICE_MONITOR;
    };
  }

  /**
   * The monitor. Of the server's Services only the headless one has the management port, so a
   * ServiceMonitor that selects all of them finds each pod once.
   */
  public static GenericKubernetesResource desired(ImapServer server) {
    var monitoring = server.getSpec().monitoring();
    var metadata = Owned.by(server, Names.server(server));
    var labels = new TreeMap<String, String>(monitoring.labels());
    labels.putAll(Labels.of(server));
    metadata.setLabels(labels);
    var endpoints =
        List.of(
            Map.of(
                "port",
                ServerPorts.MANAGEMENT,
                "path",
                METRICS,
                "interval",
                monitoring.interval()));
    return ForeignObject.of(
        kind(server),
        metadata,
        Map.of(
            "selector",
            Map.of("matchLabels", Labels.selector(server)),
            // Alerts tell by it whose claim is full.
            "podTargetLabels",
            List.of(Labels.INSTANCE),
            monitoring.kind() == Monitoring.Kind.PodMonitor ? "podMetricsEndpoints" : "endpoints",
            endpoints));
  }
}
