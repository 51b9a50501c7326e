package dev.postroom.contract.proxy;

import dev.postroom.contract.access.Network;
import dev.postroom.contract.settings.EffectiveSettings;
import dev.postroom.contract.settings.EffectiveValue;
import dev.postroom.contract.settings.Origin;
import dev.postroom.contract.settings.SettingProblem;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a listener expects the PROXY protocol, and from whom it believes it. A listening address
 * either expects a header from everybody or takes none: as the protocol's specification demands
 * (section 2), nobody guesses whether one is there.
 *
 * @param endpoints the listening addresses that expect a header; none where the protocol is off
 * @param trusted the networks of load balancers
 */
public record ProxyProtocol(List<HaproxyEndpoint> endpoints, List<Network> trusted) {

  /** No header is expected anywhere. */
  public static final ProxyProtocol OFF = new ProxyProtocol(List.of(), List.of());

  /** Switches it on for every port of a listener. */
  private static final String SWITCH = "POSTROOM_PROXY_PROTOCOL";

  /** Courier's variable with the option {@code -haproxy}. */
  private static final String COURIER_OPTIONS = "TCPDOPTS";

  private static final String TRUSTED = "POSTROOM_TRUSTED_PROXIES";

  public ProxyProtocol {
    endpoints = List.copyOf(endpoints);
    trusted = List.copyOf(trusted);
  }

  /**
   * What a listener's variables say: {@value #SWITCH}, Courier's {@code -haproxy} among its {@value
   * #COURIER_OPTIONS}, and {@value #TRUSTED}.
   *
   * @param settings without {@link EffectiveSettings#problems}
   * @throws IllegalArgumentException when {@code -haproxy} cannot be understood
   */
  public static ProxyProtocol of(EffectiveSettings settings) {
    Stream<HaproxyEndpoint> everywhere =
        settings.flag(SWITCH) ? Stream.of(HaproxyEndpoint.EVERYWHERE) : Stream.empty();
    return new ProxyProtocol(
        Stream.concat(
                everywhere, HaproxyEndpoint.inOptions(settings.text(COURIER_OPTIONS)).stream())
            .toList(),
        words(settings.text(TRUSTED)).map(Network::parse).toList());
  }

  /**
   * What makes the variables unfit to be honoured together; empty when nothing does.
   *
   * @param settings without {@link EffectiveSettings#problems}
   */
  public static Optional<SettingProblem> problem(EffectiveSettings settings) {
    ProxyProtocol wanted;
    try {
      wanted = of(settings);
    } catch (IllegalArgumentException e) {
      return at(COURIER_OPTIONS, settings, COURIER_OPTIONS + " " + e.getMessage());
    }
    if (wanted.endpoints.isEmpty() || !wanted.trusted.isEmpty()) {
      return Optional.empty();
    }
    return at(
        settings.flag(SWITCH) ? SWITCH : COURIER_OPTIONS,
        settings,
        "the PROXY protocol is on, and nobody is trusted to speak it: set "
            + TRUSTED
            + " to the networks of the load balancers, such as 10.0.0.0/28");
  }

  private static Optional<SettingProblem> at(
      String variable, EffectiveSettings settings, String message) {
    return settings
        .value(variable)
        .map(EffectiveValue::origin)
        .filter(Origin.Assigned.class::isInstance)
        .map(origin -> ((Origin.Assigned) origin).location())
        .map(location -> new SettingProblem(location, variable, message));
  }

  private static Stream<String> words(String list) {
    return Stream.of(list.split("[\\s,]+")).filter(word -> !word.isEmpty());
  }

  /**
   * How long a connection to this local address may take to send its header; empty where none is
   * expected.
   */
  public Optional<Duration> deadlineAt(InetSocketAddress local) {
    return endpoints.stream()
        .filter(endpoint -> endpoint.covers(local))
        .map(HaproxyEndpoint::deadline)
        .findFirst();
  }

  /** Whether a header from there is believed. */
  public boolean trusts(InetAddress source) {
    return trusted.stream().anyMatch(network -> network.contains(source));
  }
}
