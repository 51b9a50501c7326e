package dev.postroom.contract.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "143                  | 0         | [143]",
        "143,1143             | 0         | [143, 1143]",
        "143, 143             | 0         | [143]",
        "imap,imaps           | 0         | [143, 993]",
        "0                    | 0         | [0]",
        "143                  | 127.0.0.5 | [127.0.0.5.143]",
        "127.0.0.1.143,993    | 127.0.0.5 | [127.0.0.1.143, 127.0.0.5.993]",
        "127.0.0.1.imaps      | 0         | [127.0.0.1.993]",
        "0.143                | 127.0.0.5 | [143]",
        "::1.143              | 0         | [0:0:0:0:0:0:0:1.143]",
        "0.0.0.0.143,::.143   | 0         | [143]",
      })
  void entriesAreReadAsCouriertcpdDoes(String ports, String address, String expected) {
    assertThat(ListenAddresses.parse(ports, address)).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "143,", "65536", "-1", "smtp", "localhost.143", "1.2.3.143", "1 2"})
  void whatIsNoListIsRefused(String ports) {
    assertThatThrownBy(() -> ListenAddresses.parse(ports, "0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("has '");
  }

  @Test
  void moreEntriesThanTheLimitAreRefused() {
    String most = "1,".repeat(ListenAddresses.MAX_ENTRIES - 1) + "1";

    assertThat(ListenAddresses.parse(most, "0")).hasSize(1);
    assertThatThrownBy(() -> ListenAddresses.parse(most + ",1", "0"))
        .hasMessage("has more than 64 entries");
  }

  @Test
  void eachListenerHasAVariableForPortsAndOneForTheirAddress() throws Exception {
    var settings =
        EffectiveSettings.tls(
            SettingsFile.parse("imapd", "PORT=1143\nADDRESS=127.0.0.2"),
            SettingsFile.parse("imapd-ssl", "SSLPORT=1993"));

    assertThat(ListenAddresses.plain(settings))
        .containsExactly(new ListenAddress(Optional.of(InetAddress.getByName("127.0.0.2")), 1143));
    assertThat(ListenAddresses.tls(settings))
        .containsExactly(new ListenAddress(Optional.empty(), 1993));
  }
}
