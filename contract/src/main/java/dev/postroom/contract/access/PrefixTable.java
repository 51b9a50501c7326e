package dev.postroom.contract.access;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the record of the longest prefix: one hash lookup for each prefix length that occurs, at
 * most 33 for IPv4 and 129 for IPv6, however many records there are.
 */
final class PrefixTable {

  private final Map<Network, AccessRecord> records = new HashMap<>();
  private final Map<LocalPort, AccessRecord> ports = new HashMap<>();
  private final Optional<AccessRecord> any;
  private final List<Integer> ipv4Lengths;
  private final List<Integer> ipv6Lengths;

  /**
   * @throws AccessSyntaxException when two records have the same key
   */
  PrefixTable(List<AccessRecord> all) {
    AccessRecord forAny = null;
    for (AccessRecord record : all) {
      AccessRecord earlier;
      switch (record.key()) {
        case AnyAddress() -> {
          earlier = forAny;
          forAny = record;
        }
        case LocalPort port -> earlier = ports.put(port, record);
        case Network network -> earlier = records.put(network, record);
      }
      if (earlier != null) {
        throw new AccessSyntaxException(
            record.location(),
            "%s is already said at %s; keep one of them"
                .formatted(record.key(), earlier.location()));
      }
    }
    any = Optional.ofNullable(forAny);
    ipv4Lengths = lengths(true);
    ipv6Lengths = lengths(false);
  }

  /** The record of the longest network that contains the address, else that of {@code *}. */
  Optional<AccessRecord> longest(InetAddress address) {
    return longest(Network.of(address)).or(() -> any);
  }

  /** The record of what a client connected to: port, network, port of any address, {@code *}. */
  Optional<AccessRecord> local(InetSocketAddress address) {
    return port(Optional.of(address.getAddress()), address.getPort())
        .or(() -> longest(Network.of(address.getAddress())))
        .or(() -> port(Optional.empty(), address.getPort()))
        .or(() -> any);
  }

  private Optional<AccessRecord> port(Optional<InetAddress> address, int port) {
    return Optional.ofNullable(ports.get(new LocalPort(address, port)));
  }

  /** The record of the longest network that contains this whole network. */
  Optional<AccessRecord> longest(Network network) {
    for (int length : network.isIpv4() ? ipv4Lengths : ipv6Lengths) {
      if (length <= network.prefixLength()) {
        AccessRecord record = records.get(network.widened(length));
        if (record != null) {
          return Optional.of(record);
        }
      }
    }
    return Optional.empty();
  }

  private List<Integer> lengths(boolean ipv4) {
    return records.keySet().stream()
        .filter(network -> network.isIpv4() == ipv4)
        .map(Network::prefixLength)
        .distinct()
        .sorted(Comparator.reverseOrder())
        .toList();
  }
}
