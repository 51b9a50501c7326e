package dev.postroom.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressLiteralTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "::1, 0:0:0:0:0:0:0:1",
    "2001:DB8::, 2001:db8:0:0:0:0:0:0",
    "::ffff:192.0.2.7, 192.0.2.7",
    "::ffff:c000:207, 192.0.2.7",
  })
  void anAddressIsReadAsItIsWritten(String text, String address) {
    assertThat(AddressLiteral.parse(text).getHostAddress()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "localhost", "192.0.2", "192.0.2.256", "192.0.2.07", "192.0.2.7 ", "3221225991",
        "0xC0.0.2.7", ":", ":::", "1::2::3", "fe80::1%1", "[::1]", "2001:db8::1.2.3"
      })
  void whatIsNoAddressIsRefusedWithoutAskingANameServer(String text) {
    assertThatThrownBy(() -> AddressLiteral.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' is not an IP address");
  }
}
