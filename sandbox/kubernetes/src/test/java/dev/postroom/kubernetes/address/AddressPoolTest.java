package dev.postroom.kubernetes.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressPoolTest {

  private final AddressPool pool = new AddressPool("127.77.3.0/24");

  @Test
  void everyAddressButThoseOfNetworkGatewayAndBroadcastIsGivenOnce() {
    Set<String> given = new HashSet<>();
    for (int i = 0; i < 253; i++) {
      given.add(pool.take().getHostAddress());
    }
    assertThat(given)
        .hasSize(253)
        .doesNotContain("127.77.3.0", "127.77.3.1", "127.77.3.255")
        .allMatch(address -> address.startsWith("127.77.3."));
    assertThatThrownBy(pool::take).hasMessage("all addresses of 127.77.3.0/24 are taken");
  }

  @Test
  void anAddressGivenBackIsNotTheNextToBeUsed() {
    InetAddress first = pool.take();
    pool.giveBack(first);
    assertThat(pool.take()).isNotEqualTo(first);
  }

  @Test
  void onlyLoopbackRangesAreTaken() {
    assertThatThrownBy(() -> new AddressPool("10.0.0.0/24"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10.0.0.0/24");
  }
}
