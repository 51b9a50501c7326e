package dev.postroom.kubernetes.proxy;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where connections to one address of a Service go.
 *
 * @param endpoints pods that are ready, at least one
 * @param translated whether pods are to see the node's address instead of the client's
 */
record Route(List<InetSocketAddress> endpoints, boolean translated) {

  Route {
    endpoints = List.copyOf(endpoints);
  }
}
