package dev.postroom.operator.limits;

import dev.postroom.contract.access.AccessMap;
import dev.postroom.contract.access.Network;
import dev.postroom.crds.Tenant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the tenants' networks give the addresses in them. Found by prefix: a server may have
 * thousands of networks, and every peer of every round is looked up.
 */
public final class TenantLimits {

  /**
   * Most keys that the networks may take in the access map, so that every address that can be
   * raised or pinned has room for its own.
   */
  static final int MAX_KEYS = AccessMap.MAX_RENDERED_KEYS - LedgerText.MAX_ENTRIES;

  private final List<TenantNetwork> networks;

  /** By the length of the prefix. */
  private final NavigableMap<Integer, Map<Network, TenantNetwork>> byLength = new TreeMap<>();

  /** A tenant's network and the base of its addresses. */
  public record TenantNetwork(String tenant, Network network, int limit) {}

  private TenantLimits(List<TenantNetwork> networks) {
    this.networks = List.copyOf(networks);
    int keys = 0;
    for (var network : networks) {
      var twin =
          byLength
              .computeIfAbsent(network.network().prefixLength(), _ -> new HashMap<>())
              .put(network.network(), network);
      if (twin != null) {
        throw new IllegalArgumentException(
            "tenant %s and tenant %s both have the network %s; remove it from one of them"
                .formatted(twin.tenant(), network.tenant(), network.network()));
      }
      keys += network.network().keys();
      if (keys > MAX_KEYS) {
        throw new IllegalArgumentException(
            "tenant %s: %s takes %d keys of the access map, and all together would be more than %d;"
                    .formatted(
                        network.tenant(), network.network(), network.network().keys(), MAX_KEYS)
                + " use prefix lengths that 8 divides, of IPv6 16");
      }
    }
  }

  /**
   * Those of the tenants.
   *
   * @throws IllegalArgumentException if a network does not parse, if two tenants have the same, or
   *     if they take too much of an access map; the message names the tenant
   */
  static TenantLimits of(List<Tenant> tenants) {
    var networks = new ArrayList<TenantNetwork>();
    for (var tenant : tenants) {
      for (var network : tenant.networks()) {
        networks.add(
            new TenantNetwork(tenant.name(), parse(tenant.name(), network), tenant.limit()));
      }
    }
    return new TenantLimits(networks);
  }

  private static Network parse(String tenant, String network) {
    try {
      return Network.parse(network);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "tenant %s: %s is no network: %s".formatted(tenant, network, e.getMessage()), e);
    }
  }

  /** All networks, in the order of the specification. */
  public List<TenantNetwork> networks() {
    return networks;
  }

  /** The limit of the longest network that all addresses of the peer are in. */
  Optional<Integer> of(String peer) {
    // Most servers have no tenants, and no address is read for nothing in every round.
    return byLength.isEmpty() ? Optional.empty() : of(Network.parse(peer));
  }

  private Optional<Integer> of(Network peer) {
    return byLength.headMap(peer.prefixLength(), true).descendingMap().entrySet().stream()
        .flatMap(
            ofLength ->
                Optional.ofNullable(
                    ofLength.getValue().get(new Network(peer.address(), ofLength.getKey())))
                    .stream())
        .findFirst()
        .map(TenantNetwork::limit);
  }

  /** The limits of networks that are only a part of the peer's prefix. */
  Set<Integer> within(String peer) {
    return byLength.isEmpty() ? Set.of() : within(Network.parse(peer));
  }

  private Set<Integer> within(Network peer) {
    var limits = new TreeSet<Integer>();
    byLength
        .tailMap(peer.prefixLength(), false)
        .values()
        .forEach(
            ofLength ->
                ofLength.values().stream()
                    .filter(tenant -> peer.contains(tenant.network().address()))
                    .forEach(tenant -> limits.add(tenant.limit())));
    return limits;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TenantLimits limits && networks.equals(limits.networks);
  }

  @Override
  public int hashCode() {
    return networks.hashCode();
  }
}
