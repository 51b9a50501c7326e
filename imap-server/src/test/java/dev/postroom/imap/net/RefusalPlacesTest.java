package dev.postroom.imap.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.admission.AddressBlock;
import dev.postroom.imap.admission.PeerAddress;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class RefusalPlacesTest {

  private final RefusalPlaces places = new RefusalPlaces();

  @Test
  void oneAddressHasFewSoThatOthersHaveTheRest() {
    for (int i = 0; i < RefusalPlaces.PER_ADDRESS; i++) {
      assertThat(places.take(address(0))).isTrue();
    }

    assertThat(places.take(address(0))).isFalse();
    assertThat(places.take(address(1))).isTrue();
    places.giveBack(address(0));
    assertThat(places.take(address(0))).isTrue();
  }

  @Test
  void allAddressesTogetherHaveNoMoreThanThereAre() {
    for (int i = 0; i < RefusalPlaces.TOTAL; i++) {
      assertThat(places.take(address(i))).isTrue();
    }

    assertThat(places.take(address(200))).isFalse();
    places.giveBack(address(7));
    assertThat(places.take(address(200))).isTrue();
    assertThat(places.take(address(7))).isFalse();
  }

  private static AddressBlock address(int last) {
    return AddressBlock.counted(PeerAddress.of(InetAddress.ofLiteral("192.0.2." + last)), 64);
  }
}
