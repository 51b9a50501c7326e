package dev.postroom.imap.server;

import dev.postroom.contract.proxy.ProxyProtocol;
import dev.postroom.contract.settings.ListenAddress;
import dev.postroom.contract.settings.ListenAddresses;
import dev.postroom.imap.config.Configuration;
import dev.postroom.imap.config.Configuration.ListenerConfiguration;
import dev.postroom.imap.net.Listener;
import java.util.List;

/** What the configuration says of each kind of listener. */
final class ListenerPlan {

  private ListenerPlan() {}

  /** The variables it goes by, and its certificate. */
  static ListenerConfiguration of(Listener listener, Configuration configuration) {
    return listener.implicitTls() ? configuration.imaps() : configuration.imap();
  }

  /** Where it listens; nowhere when it is not wanted, or wants a certificate that is missing. */
  static List<ListenAddress> addresses(Listener listener, Configuration configuration) {
    ListenerConfiguration wanted = of(listener, configuration);
    if (listener.implicitTls() && wanted.tls().isEmpty()) {
      return List.of();
    }
    return switch (listener) {
      case IMAP -> ListenAddresses.plain(wanted.settings());
      case IMAPS -> ListenAddresses.tls(wanted.settings());
      case CLUSTER_IMAP -> ListenAddresses.cluster(wanted.settings());
      case CLUSTER_IMAPS -> ListenAddresses.clusterTls(wanted.settings());
    };
  }

  /** Inside the cluster there is no load balancer on the way. */
  static ProxyProtocol proxy(Listener listener, Configuration configuration) {
    return switch (listener) {
      case IMAP, IMAPS -> of(listener, configuration).proxy();
      case CLUSTER_IMAP, CLUSTER_IMAPS -> ProxyProtocol.OFF;
    };
  }
}
