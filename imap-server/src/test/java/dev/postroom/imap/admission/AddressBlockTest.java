package dev.postroom.imap.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressBlockTest {

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 64, 203.0.113.7, ::ffff:203.0.113.7",
    "255.255.255.255, 1, 255.255.255.255, ::ffff:255.255.255.255",
    "::ffff:203.0.113.7, 64, 203.0.113.7, ::ffff:203.0.113.7",
    "2001:db8:1:2:3:4:5:6, 64, 2001:db8:1:2::/64, 2001:db8:1:2::/64",
    "2001:db8:1:2:3:4:5:6, 128, 2001:db8:1:2:3:4:5:6, 2001:db8:1:2:3:4:5:6",
    "2001:db8:1:2:3:4:5:ffff, 127, 2001:db8:1:2:3:4:5:fffe/127, 2001:db8:1:2:3:4:5:fffe/127",
    "2001:db8:1:ffff::1, 50, 2001:db8:1:c000::/50, 2001:db8:1:c000::/50",
    "ffff::1, 1, 8000::/1, 8000::/1"
  })
  void isWrittenAsPeopleAndAsCourierWriteIt(
      String address, int prefix, String text, String courierText) {
    AddressBlock block =
        AddressBlock.counted(PeerAddress.of(InetAddress.ofLiteral(address)), prefix);

    assertThat(block.text()).isEqualTo(text);
    assertThat(block.courierText()).isEqualTo(courierText);
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 203.0.113.0/24",
    "255.255.255.255, 255.255.255.0/24",
    "2001:db8::1234, 2001:db8::1200/120"
  })
  void itsClassCIsAllOfItsBytesButTheLast(String address, String text) {
    assertThat(AddressBlock.classC(PeerAddress.of(InetAddress.ofLiteral(address))).text())
        .isEqualTo(text);
  }
}
