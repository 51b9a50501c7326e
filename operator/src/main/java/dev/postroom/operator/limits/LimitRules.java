package dev.postroom.operator.limits;

import dev.postroom.contract.access.Network;
import dev.postroom.crds.AutoRaise;
import dev.postroom.crds.Connections;
import dev.postroom.crds.ImapServerSpec;
import dev.postroom.crds.PerAddress;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.Set;

/**
 * The rules of one server.
 *
 * <p>A limit holds in each pod, because a server counts its own connections only. So what an
 * address may have over all pods together is divided by their number: it may reach each of them.
 * That clients stick to one pod (ClientIP affinity) is not counted on, as the Service forgets it
 * after some hours, and the addresses of an IPv6 prefix, or clients inside the cluster, go their
 * own ways.
 *
 * @param perAddress as the specification has it
 * @param tenants networks with a base of their own
 * @param maximum how many connections one pod holds, with whatever raised it
 * @param pods how many pods an address may reach, at least 1
 */
public record LimitRules(PerAddress perAddress, TenantLimits tenants, int maximum, int pods) {

  /** Longer than it takes mail programs to come back to a pod that restarted. */
  private static final Duration WARM_UP = Duration.ofMinutes(5);

  private static final int PERCENT = 100;

  /**
   * The rules that a specification states.
   *
   * @throws IllegalArgumentException if the tenants' networks cannot be as they are; the message
   *     names the tenant
   */
  public static LimitRules of(ImapServerSpec spec) {
    return of(spec.connections()).reaching(spec.replicas());
  }

  /**
   * The rules of a server with one pod.
   *
   * @throws IllegalArgumentException if the tenants' networks cannot be as they are; the message
   *     names the tenant
   */
  public static LimitRules of(Connections connections) {
    var perAddress = connections.perAddress();
    return new LimitRules(
        perAddress, TenantLimits.of(perAddress.tenants()), connections.maximum(), 1);
  }

  /** What a specification states now; networks are read anew only where they changed. */
  public LimitRules renewed(ImapServerSpec spec) {
    var connections = spec.connections();
    if (!perAddress.equals(connections.perAddress())) {
      return of(spec);
    }
    var renewed = new LimitRules(perAddress, tenants, connections.maximum(), 1);
    var reaching = renewed.reaching(spec.replicas());
    return reaching.equals(this) ? this : reaching;
  }

  /** The same with another maximum of a pod. */
  public LimitRules withMaximum(int maximum) {
    return new LimitRules(perAddress, tenants, maximum, pods);
  }

  /** The same for at least so many pods. */
  public LimitRules reaching(int atLeast) {
    return atLeast <= pods ? this : new LimitRules(perAddress, tenants, maximum, atLeast);
  }

  /** What is done with what is learned. */
  public AutoRaise.Mode mode() {
    return autoRaise().mode();
  }

  /** Length of the prefix under which IPv6 addresses are judged. */
  public int ipv6Prefix() {
    return perAddress.ipv6Prefix();
  }

  /** Whether a peer is one by these rules; another prefix length makes others of IPv6 addresses. */
  boolean judge(String peer) {
    var network = Network.parse(peer);
    return network.address() instanceof Inet4Address || network.prefixLength() == ipv6Prefix();
  }

  /** How old a report may be and still be evidence. */
  public Duration stale() {
    return Duration.ofSeconds(autoRaise().staleSeconds());
  }

  /** How long a raise must have been unneeded before it is lowered. */
  public Duration quiet() {
    return Duration.ofSeconds(autoRaise().quietSeconds());
  }

  /** How long nobody is judged by what he does not use, after a pod or the operator started. */
  public Duration warmUp() {
    return quiet().compareTo(WARM_UP) < 0 ? quiet() : WARM_UP;
  }

  /** How long a raise lasts without anybody who is logged in. */
  public Duration expire() {
    return Duration.ofSeconds(autoRaise().expireSeconds());
  }

  /** How long a user counts after his last login. */
  public Duration usersWithin() {
    return Duration.ofSeconds(autoRaise().usersWithinSeconds());
  }

  /** The limit a peer has before anything is raised. */
  public int base(String peer) {
    return tenants.of(peer).orElse(perAddress.limit());
  }

  /** What tenants' networks give to a part of the peer's prefix only. */
  Set<Integer> within(String peer) {
    return tenants.within(peer);
  }

  /** What each distinct user earns an address. */
  int connectionsPerUser() {
    return autoRaise().connectionsPerUser();
  }

  /** Whether so many connections are near a limit. */
  boolean isNear(int connections, int limit) {
    return connections * (long) PERCENT >= (long) limit * autoRaise().nearPercent();
  }

  /** No raise in one pod goes above it, so that all pods together stay below the ceiling. */
  int ceiling() {
    return Math.max(1, autoRaise().ceiling() / pods);
  }

  /** The most one address may have of a pod. */
  int share() {
    return Math.max(1, part(autoRaise().sharePercent()));
  }

  /** The most any peer may be raised to. */
  int bound() {
    return Math.min(ceiling(), share());
  }

  /** How many places of a pod all raises and all others' connections together may take. */
  int room() {
    return part(PERCENT - autoRaise().reservePercent());
  }

  private int part(int percent) {
    return (int) ((long) maximum * percent / PERCENT);
  }

  AutoRaise autoRaise() {
    return perAddress.autoRaise();
  }
}
