package dev.postroom.kubernetes.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackRangeTest {

  @Test
  void aWideRangeHasTheAddressesOfAllItsNetworks() {
    var range = LoopbackRange.parse("127.77.16.0/20");
    assertThat(range.lastHost()).isEqualTo(4094);
    assertThat(range.address(1).getHostAddress()).isEqualTo("127.77.16.1");
    assertThat(range.address(4094).getHostAddress()).isEqualTo("127.77.31.254");
    assertThat(range.host(InetAddress.ofLiteral("127.77.17.3"))).isEqualTo(259);
    assertThat(range).hasToString("127.77.16.0/20");
    assertThatThrownBy(() -> range.address(4095)).hasMessageContaining("127.77.16.0/20");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/24", "127.0.0.0/8", "127.77.8.0/20", "127.77.3.4/24", "127.1"})
  void whatIsNoRangeOfLoopbackAddressesIsRefusedByItsText(String text) {
    assertThatThrownBy(() -> LoopbackRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\" is not a /24 to /16 of loopback addresses");
  }
}
