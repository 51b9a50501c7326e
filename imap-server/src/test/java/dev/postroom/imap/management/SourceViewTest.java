package dev.postroom.imap.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.access.Network;
import dev.postroom.contract.report.ListenerSources;
import dev.postroom.contract.report.ListenerSources.ProxyRefusals;
import dev.postroom.imap.admission.Decision.ProxyRefused;
import dev.postroom.imap.admission.Decision.ProxyRefused.Problem;
import dev.postroom.imap.net.Arrival;
import dev.postroom.imap.net.Listener;
import dev.postroom.testing.ManualClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceViewTest {

  private static final ProxyRefusals NONE = new ProxyRefusals(0, 0, 0, 0);
  private static final InetSocketAddress BALANCER = at("10.0.0.9");

  private final ManualClock clock = new ManualClock();
  private final SourceView view =
      new SourceView(
          Listener.IMAP,
          Duration.ofMinutes(10),
          clock,
          () ->
              new LocalAddresses(
                  Set.of(InetAddress.ofLiteral("10.244.1.5")),
                  Set.of(InetAddress.ofLiteral("10.244.1.1"))));

  @Test
  void connectionsAreToldByWhatTheirAddressesLookLike() {
    arrive("203.0.113.7", 3, false);
    arrive("203.0.113.8", 1, true);
    arrive("::ffff:203.0.113.8", 1, true);
    arrive("127.0.0.5", 1, false);
    arrive("fe80::1", 1, false);
    arrive("10.244.1.5", 1, false);
    arrive("10.244.1.1", 2, false);

    assertThat(view.now()).isEqualTo(new ListenerSources("imapd", 10, 2, 6, 3, 1, 1, 1, 2, NONE));
  }

  @Test
  void onlyWhatCameLatelyCounts() {
    arrive("203.0.113.7", 3, true);
    clock.advance(Duration.ofMinutes(5));
    arrive("203.0.113.7", 1, false);
    assertThat(view.now()).isEqualTo(new ListenerSources("imapd", 4, 3, 1, 4, 0, 0, 0, 0, NONE));

    clock.advance(Duration.ofMinutes(5));
    assertThat(view.now()).isEqualTo(new ListenerSources("imapd", 1, 0, 1, 1, 0, 0, 0, 0, NONE));

    clock.advance(Duration.ofMinutes(10));
    assertThat(view.now()).isEqualTo(new ListenerSources("imapd", 0, 0, 0, 0, 0, 0, 0, 0, NONE));
  }

  @Test
  void aFloodOfAddressesIsCountedAndNotRemembered() {
    for (int i = 0; i < 2 * SourceView.MAX_ADDRESSES; i++) {
      arrive("2001:db8::" + Integer.toHexString(i), 1, false);
    }

    ListenerSources now = view.now();

    assertThat(now.connections()).isEqualTo(2 * SourceView.MAX_ADDRESSES);
    assertThat(now.distinct()).isEqualTo(SourceView.MAX_ADDRESSES);
  }

  @Test
  void refusalsOfTheProxyProtocolAreCountedByTheirProblem() {
    for (Problem problem : Problem.values()) {
      for (int i = 0; i <= problem.ordinal(); i++) {
        view.refused(BALANCER, new ProxyRefused(problem, ""));
      }
    }
    clock.advance(Duration.ofDays(1));

    assertThat(view.now().proxyRefusals()).isEqualTo(new ProxyRefusals(1, 2, 3, 4));
  }

  @ParameterizedTest
  @CsvSource({
    "10.244.1.5, 24, 10.244.1.1",
    "10.255.255.9, 8, 10.0.0.1",
    "192.0.2.255, 25, 192.0.2.129",
    "fd00:1::5, 64, fd00:1::1"
  })
  void theGatewayIsTheFirstAddressOfANetwork(String address, int bits, String gateway) {
    assertThat(LocalAddresses.gateway(new Network(InetAddress.ofLiteral(address), bits)))
        .isEqualTo(InetAddress.ofLiteral(gateway));
  }

  private void arrive(String client, int times, boolean proxied) {
    for (int i = 0; i < times; i++) {
      view.arrived(
          new Arrival(at(client), BALANCER, proxied ? Optional.of(BALANCER) : Optional.empty()));
    }
  }

  private static InetSocketAddress at(String address) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), 50_000);
  }
}
