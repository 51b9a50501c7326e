package dev.postroom.kubernetes.registry;

import dev.postroom.kubernetes.defaults.ServiceAddresses;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.resource.GroupResource;
import dev.postroom.kubernetes.store.ObjectStore;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Allocates from what the stored Services leave free, the lowest first: there is no record of
 * allocations that could go astray.
 */
final class StoredServiceAddresses implements ServiceAddresses {

  private static final GroupResource SERVICES = new GroupResource("", "services");
  private static final Pattern RANGE = Pattern.compile("(127\\.\\d{1,3}\\.\\d{1,3}\\.)0/24");
  private static final int FIRST_NODE_PORT = 30_000;
  private static final int LAST_NODE_PORT = 32_767;
  private static final int LAST_HOST = 254;

  private final ObjectStore store;
  private final String network;

  /**
   * An allocator.
   *
   * @param range a /24 of loopback addresses, such as {@code 127.96.0.0/24}
   */
  StoredServiceAddresses(ObjectStore store, String range) {
    var matcher = RANGE.matcher(range);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is not a /24 of loopback addresses such as 127.96.0.0/24".formatted(range));
    }
    this.store = store;
    this.network = matcher.group(1);
  }

  @Override
  public String clusterIp() {
    Set<String> taken =
        store.list(SERVICES, "").objects().stream()
            .map(service -> service.at("/spec/clusterIP").asText())
            .collect(Collectors.toSet());
    for (int host = 1; host <= LAST_HOST; host++) {
      var address = network + host;
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
