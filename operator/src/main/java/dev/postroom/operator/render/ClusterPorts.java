package dev.postroom.operator.render;

import dev.postroom.contract.settings.ListenAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ports for clients inside the cluster. They are open whether or not a load balancer speaks the
 * PROXY protocol to the others: a port that opens needs a restart, and so the protocol can be
 * switched on and off without one.
 */
final class ClusterPorts {

  static final String PLAIN = "POSTROOM_CLUSTER_PORT";
  static final String TLS = "POSTROOM_CLUSTER_SSLPORT";

  /** Above the privileged ports, and not those that a site would take for its clients. */
  static final String PLAIN_PORT = "10143";

  static final String TLS_PORT = "10993";

  private ClusterPorts() {}

  /** A port that two listeners want, which only one of them could have. */
  static Optional<FieldProblem> collision(CourierFiles files) {
    var taken = new HashMap<Integer, String>();
    return collision(taken, "spec.imapd[PORT]", files.imap())
        .or(() -> collision(taken, "spec.imapdSsl[SSLPORT]", files.imaps()))
        .or(() -> collision(taken, "spec.imapd[" + PLAIN + "]", files.cluster()))
        .or(() -> collision(taken, "spec.imapdSsl[" + TLS + "]", files.clusterTls()));
  }

  private static Optional<FieldProblem> collision(
      Map<Integer, String> taken, String field, List<ListenAddress> listen) {
    for (var port : listen.stream().map(ListenAddress::port).distinct().toList()) {
      var other = taken.putIfAbsent(port, field);
      if (other != null) {
        return Optional.of(
            new FieldProblem(
                field, "port %d is that of %s too; set another".formatted(port, other)));
      }
    }
    return Optional.empty();
  }
}
