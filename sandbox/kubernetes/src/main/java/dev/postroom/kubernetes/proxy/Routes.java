package dev.postroom.kubernetes.proxy;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Tells from a Service and its EndpointSlices what is to be listened on and where it leads. */
final class Routes {

  private Routes() {}

  /**
   * A route for each address and TCP port of the Service that has a ready endpoint. The others are
   * left out, so that clients are refused there as a cluster refuses them.
   */
  static Map<InetSocketAddress, Route> of(Service service, List<EndpointSlice> slices) {
    Map<InetSocketAddress, Route> routes = new HashMap<>();
    boolean translated = "Cluster".equals(service.getSpec().getExternalTrafficPolicy());
    for (ServicePort port : service.getSpec().getPorts()) {
      List<InetSocketAddress> endpoints = endpoints(port, slices);
      if (endpoints.isEmpty() || !isTcp(port.getProtocol())) {
        continue;
      }
      String clusterIp = service.getSpec().getClusterIP();
      if (clusterIp != null && !clusterIp.isEmpty() && !"None".equals(clusterIp)) {
        routes.put(new InetSocketAddress(clusterIp, port.getPort()), new Route(endpoints, false));
      }
      for (String ip : LoadBalancerAddresses.of(service)) {
        routes.put(new InetSocketAddress(ip, port.getPort()), new Route(endpoints, translated));
      }
    }
    return routes;
  }

  private static List<InetSocketAddress> endpoints(ServicePort port, List<EndpointSlice> slices) {
    List<InetSocketAddress> found = new ArrayList<>();
    for (EndpointSlice slice : slices) {
      for (EndpointPort candidate : slice.getPorts()) {
        if (Objects.requireNonNullElse(port.getName(), "")
            .equals(Objects.requireNonNullElse(candidate.getName(), ""))) {
          slice.getEndpoints().stream()
              .filter(Routes::isReady)
              .flatMap(endpoint -> endpoint.getAddresses().stream())
              .map(ip -> new InetSocketAddress(ip, candidate.getPort()))
              .forEach(found::add);
        }
      }
    }
    return found;
  }

  private static boolean isReady(Endpoint endpoint) {
    return endpoint.getConditions() != null
        && Boolean.TRUE.equals(endpoint.getConditions().getReady());
  }

  private static boolean isTcp(String protocol) {
    return protocol == null || "TCP".equals(protocol);
  }
}
