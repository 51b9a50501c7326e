package dev.postroom.operator.desired;

import dev.postroom.contract.settings.ListenAddress;
import dev.postroom.operator.render.CourierFiles;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import java.util.ArrayList;
import java.util.List;

/** The ports of the server's container, by the names that Services and probes use. */
final class ServerPorts {

  static final String IMAP = "imap";
  static final String IMAPS = "imaps";
  static final String CLUSTER = "cluster";
  static final String CLUSTER_TLS = "cluster-tls";
  static final String MANAGEMENT = "management";

  /** Where health, metrics and the peer report are served. */
  static final int MANAGEMENT_PORT = 9180;

  private ServerPorts() {}

  /** The first port of a list has the plain name; the others are numbered. */
  static List<ContainerPort> of(CourierFiles files) {
    var ports = new ArrayList<ContainerPort>();
    addAll(ports, IMAP, files.imap());
    addAll(ports, IMAPS, files.imaps());
    addAll(ports, CLUSTER, files.cluster());
    addAll(ports, CLUSTER_TLS, files.clusterTls());
    ports.add(port(MANAGEMENT, MANAGEMENT_PORT));
    return ports;
  }

  private static void addAll(List<ContainerPort> ports, String name, List<ListenAddress> listen) {
    var numbers = listen.stream().map(ListenAddress::port).distinct().toList();
    for (int i = 0; i < numbers.size(); i++) {
      ports.add(port(i == 0 ? name : name + "-" + i, numbers.get(i)));
    }
  }

  private static ContainerPort port(String name, int number) {
    return new ContainerPortBuilder()
        .withName(name)
        .withContainerPort(number)
        .withProtocol("TCP")
        .build();
  }
}
