package dev.postroom.kubernetes.registry;

import dev.postroom.kubernetes.address.LoopbackRange;
import dev.postroom.kubernetes.defaults.ServiceAddresses;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.resource.GroupResource;
import dev.postroom.kubernetes.store.ObjectStore;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Allocates from what the stored Services leave free, the lowest first: there is no record of
 * allocations that could go astray.
 */
final class StoredServiceAddresses implements ServiceAddresses {

  private static final GroupResource SERVICES = new GroupResource("", "services");
  private static final int FIRST_NODE_PORT = 30_000;
  private static final int LAST_NODE_PORT = 32_767;

  private final ObjectStore store;
  private final LoopbackRange range;

  /**
   * An allocator.
   *
   * @param range such as {@code 127.96.0.0/24}
   */
  StoredServiceAddresses(ObjectStore store, String range) {
    this.store = store;
    this.range = LoopbackRange.parse(range);
  }

  @Override
  public String clusterIp() {
    Set<String> taken =
        store.list(SERVICES, "").objects().stream()
            .map(service -> service.at("/spec/clusterIP").asText())
            .collect(Collectors.toSet());
    for (int host = 1; host <= range.lastHost(); host++) {
      var address = range.address(host).getHostAddress();
      if (!taken.contains(address)) {
        return address;
      }
    }
    throw full("failed to allocate a serviceIP: range is full");
  }

  @Override
  public int nodePort(Set<Integer> alsoTaken) {
    Set<Integer> taken = new HashSet<>(alsoTaken);
    for (var service : store.list(SERVICES, "").objects()) {
      taken.add(service.at("/spec/healthCheckNodePort").asInt());
      service.at("/spec/ports").forEach(port -> taken.add(port.path("nodePort").asInt()));
    }
    for (int port = FIRST_NODE_PORT; port <= LAST_NODE_PORT; port++) {
      if (!taken.contains(port)) {
        return port;
      }
    }
    throw full("failed to allocate a nodePort: range is full");
  }

  private static ApiFailure full(String message) {
    return ApiFailure.plain(ApiFailure.Reason.INTERNAL_ERROR, message);
  }
}
