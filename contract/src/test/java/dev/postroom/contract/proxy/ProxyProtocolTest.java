package dev.postroom.contract.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.settings.EffectiveSettings;
import dev.postroom.contract.settings.SettingProblem;
import dev.postroom.contract.settings.SettingsFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyProtocolTest {

  private static final String TRUSTED = "POSTROOM_TRUSTED_PROXIES=10.0.0.0/28\n";
  private static final InetSocketAddress IMAP = local("192.0.2.1", 143);

  @Test
  void nothingIsExpectedUnlessItIsAskedFor() {
    assertThat(of(TRUSTED).deadlineAt(IMAP)).isEmpty();
  }

  @Test
  void theSwitchIsAboutEveryPort() {
    ProxyProtocol proxy = of(TRUSTED + "POSTROOM_PROXY_PROTOCOL=1\n");

    assertThat(proxy.deadlineAt(IMAP)).contains(Duration.ofSeconds(5));
    assertThat(proxy.deadlineAt(local("192.0.2.2", 10143))).contains(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @CsvSource({
    "-haproxy, 5",
    "-nodnslookup -haproxy -maxperc=8, 5",
    "-haproxy=3, 3",
    "-haproxy=0, 5",
    "-haproxy=/port=143, 5",
    "-haproxy=7/port=143, 7",
    "'-haproxy=2/port=993,9/port=143', 9",
    "-haproxy=4/port=192.0.2.1.143, 4",
    "-haproxy=2 -haproxy=6, 6"
  })
  void couriersOptionIsUnderstood(String options, int seconds) {
    assertThat(of(TRUSTED + "TCPDOPTS=\"" + options + "\"\n").deadlineAt(IMAP))
        .contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-nodnslookup",
        "-nohaproxy",
        "-haproxy=/port=993",
        "-haproxy=/port=192.0.2.9.143",
        "-haproxy -haproxy=/port=993"
      })
  void otherPortsAndOptionsAreNot(String options) {
    assertThat(of(TRUSTED + "TCPDOPTS=\"" + options + "\"\n").deadlineAt(IMAP)).isEmpty();
  }

  @Test
  void onlyTheNamedNetworksAreTrusted() {
    ProxyProtocol proxy = of("POSTROOM_TRUSTED_PROXIES=\"10.0.0.0/28, 2001:db8::/64 192.0.2.7\"\n");

    assertThat(proxy.trusts(address("10.0.0.15"))).isTrue();
    assertThat(proxy.trusts(address("10.0.0.16"))).isFalse();
    assertThat(proxy.trusts(address("2001:db8::1"))).isTrue();
    assertThat(proxy.trusts(address("2001:db8:1::1"))).isFalse();
    assertThat(proxy.trusts(address("192.0.2.7"))).isTrue();
    assertThat(proxy.trusts(address("192.0.2.8"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POSTROOM_PROXY_PROTOCOL=1", "TCPDOPTS=\"-nodnslookup -haproxy\""})
  void whoeverWantsHeadersMustSayFromWhom(String asks) {
    assertThat(ProxyProtocol.problem(settings("PORT=143\n" + asks + "\n")).map(Object::toString))
        .contains(
            "imapd:2: the PROXY protocol is on, and nobody is trusted to speak it: set"
                + " POSTROOM_TRUSTED_PROXIES to the networks of the load balancers, such as"
                + " 10.0.0.0/28");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "-haproxy=soon; 'soon', which is not [seconds][/port=[address.]port]",
        "-haproxy=/port=imap; '/port=imap', which is not",
        "-haproxy=61; a wait of 61 seconds"
      })
  void whatCannotBeUnderstoodIsNotGuessed(String options, String words) {
    assertThat(
            ProxyProtocol.problem(settings(TRUSTED + "TCPDOPTS=\"" + options + "\"\n"))
                .map(SettingProblem::message)
                .orElse(""))
        .contains(words);
  }

  @Test
  void whatFitsIsNoProblem() {
    assertThat(ProxyProtocol.problem(settings(TRUSTED + "POSTROOM_PROXY_PROTOCOL=1\n"))).isEmpty();
    assertThat(ProxyProtocol.problem(settings("PORT=143\n"))).isEmpty();
  }

  private static ProxyProtocol of(String imapd) {
    return ProxyProtocol.of(settings(imapd));
  }

  private static EffectiveSettings settings(String imapd) {
    return EffectiveSettings.plain(
        SettingsFile.empty("imapd-ssl"), SettingsFile.parse("imapd", imapd));
  }

  private static InetSocketAddress local(String address, int port) {
    return new InetSocketAddress(address(address), port);
  }

  private static InetAddress address(String text) {
    return InetAddress.ofLiteral(text);
  }
}
