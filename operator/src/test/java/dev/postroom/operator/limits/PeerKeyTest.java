package dev.postroom.operator.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeerKeyTest {

  @Test
  void anIpv4AddressIsJudgedByItself() {
    assertThat(PeerKey.of("203.0.113.7", 64)).contains("203.0.113.7");
    assertThat(PeerKey.of("::ffff:203.0.113.7", 64)).contains("203.0.113.7");
  }

  @Test
  void ipv6AddressesOfOnePrefixAreJudgedTogether() {
    assertThat(PeerKey.of("2001:db8:1:2:aaaa::1", 64)).contains("2001:db8:1:2:0:0:0:0/64");
    assertThat(PeerKey.of("2001:db8:1:2:bbbb::2", 64)).contains("2001:db8:1:2:0:0:0:0/64");
    assertThat(PeerKey.of("2001:db8:1:2:bbbb::2", 128)).contains("2001:db8:1:2:bbbb:0:0:2");
  }

  @Test
  void aPrefixThatAServerCountsAsOneIsJudgedAsItIsUnlessWeJudgeMoreTogether() {
    assertThat(PeerKey.of("2001:db8:1:2::/64", 64)).contains("2001:db8:1:2:0:0:0:0/64");
    assertThat(PeerKey.of("2001:db8:1:2::/64", 48)).contains("2001:db8:1:0:0:0:0:0/48");
    assertThat(PeerKey.of("2001:db8:1:2::/64", 128)).contains("2001:db8:1:2:0:0:0:0/64");
  }

  @Test
  void whatIsNoAddressIsLeftOut() {
    assertThat(PeerKey.of("localhost", 64)).isEmpty();
  }
}
