package dev.postroom.contract.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.contract.AddressLiteral;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

  @ParameterizedTest
  @CsvSource({
    "203.0.113.0/28, 203.0.113.0/28",
    "203.0.113.7/28, 203.0.113.0/28",
    "203.0.113.7, 203.0.113.7/32",
    "10/8, 10.0.0.0/8",
    "10.1/16, 10.1.0.0/16",
    "10.1.2/23, 10.1.2.0/23",
    "0.0.0.0/0, 0.0.0.0/0",
    "2001:DB8::1/32, 2001:db8:0:0:0:0:0:0/32",
    "::1, 0:0:0:0:0:0:0:1/128",
    "::ffff:10.0.0.1/104, 10.0.0.0/8",
    "::ffff:10.0.0.1, 10.0.0.1/32",
    "::/0, 0:0:0:0:0:0:0:0/0",
  })
  void aNetworkIsReadFromAnyOfItsAddresses(String text, String network) {
    assertThat(Network.parse(text)).hasToString(network);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "10",
        "10.0.0.0/",
        "10.0.0.0/x",
        "10.0.0.0/-1",
        "10.0.0.0/33",
        "10.0.0/8/8",
        "mail.example/24",
        "10.0.0.0/1000",
        "2001:db8::/129",
        "2001:db8/32",
        "fe80::1%eth0/64",
        "1e1/8"
      })
  void whatIsNoNetworkIsRefused(String text) {
    assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ipv4IsNotPartOfAnIpv6Network() {
    assertThat(Network.parse("::/0").contains(AddressLiteral.parse("10.0.0.1"))).isFalse();
    assertThat(Network.parse("0.0.0.0/0").contains(AddressLiteral.parse("::1"))).isFalse();
    assertThat(Network.parse("::/0").contains(AddressLiteral.parse("::1"))).isTrue();
  }
}
