package dev.postroom.operator.limits;

import dev.postroom.contract.access.Network;
import dev.postroom.crds.AutoRaise;
import dev.postroom.crds.Connections;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The rules of one server.
 *
 * @param mode what is done with what is learned
 * @param limit the base of an address of which nothing else is known
 * @param tenants networks with a base of their own, the longest prefix first
 * @param ceiling no raise goes above it
 * @param share the most one address may have of the whole server
 * @param connectionsPerUser what each distinct user earns an address
 * @param nearPercent from this percentage of its limit on an address is near it
 * @param stale how old a report may be and still be evidence
 * @param quiet how long a raise must have been unneeded before it is lowered
 * @param ipv6Prefix length of the prefix under which IPv6 addresses are judged
 */
public record LimitRules(
    AutoRaise.Mode mode,
    int limit,
    List<TenantNetwork> tenants,
    int ceiling,
    int share,
    int connectionsPerUser,
    int nearPercent,
    Duration stale,
    Duration quiet,
    int ipv6Prefix) {

  /** A tenant's network and the base of its addresses. */
  public record TenantNetwork(String tenant, Network network, int limit) {}

  /**
   * The rules that a specification states.
   *
   * @throws IllegalArgumentException if a network does not parse; the message names the tenant
   */
  public static LimitRules of(Connections connections) {
    var perAddress = connections.perAddress();
    var raise = perAddress.autoRaise();
    var tenants = new ArrayList<TenantNetwork>();
    for (var tenant : perAddress.tenants()) {
      for (var network : tenant.networks()) {
        tenants.add(
            new TenantNetwork(tenant.name(), parse(tenant.name(), network), tenant.limit()));
      }
    }
    tenants.sort(
        Comparator.comparingInt((TenantNetwork t) -> t.network().prefixLength()).reversed());
    return new LimitRules(
        raise.mode(),
        perAddress.limit(),
        List.copyOf(tenants),
        raise.ceiling(),
        Math.max(1, (int) ((long) connections.maximum() * raise.sharePercent() / 100)),
        raise.connectionsPerUser(),
        raise.nearPercent(),
        Duration.ofSeconds(raise.staleSeconds()),
        Duration.ofSeconds(raise.quietSeconds()),
        perAddress.ipv6Prefix());
  }

  private static Network parse(String tenant, String network) {
    try {
      return Network.parse(network);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "tenant %s: %s is no network: %s".formatted(tenant, network, e.getMessage()), e);
    }
  }

  /** The limit a peer has before anything is raised. */
  public int base(String peer) {
    var network = Network.parse(peer);
    return tenants.stream()
        .filter(tenant -> tenant.network().contains(network.address()))
        .findFirst()
        .map(TenantNetwork::limit)
        .orElse(limit);
  }

  /** The most that any peer may be raised to. */
  public int bound() {
    return Math.min(ceiling, share);
  }
}
