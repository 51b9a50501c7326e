package dev.postroom.bench.flood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  @Test
  void causesAreSummedOverListenersAndThoseThatNeverOccurredAreLeftOut() {
    Refusals refusals =
        Refusals.of(
            """
            # TYPE postroom_imap_refusals counter
            postroom_imap_refusals_total{cause="denied",listener="imapd"} 3.0
            postroom_imap_refusals_total{cause="denied",listener="imapd-ssl"} 2.0
            postroom_imap_refusals_total{cause="server_full",listener="imapd"} 0.0
            postroom_imap_refusals_total{cause="address_limit",listener="imapd"} 1.2E4
            postroom_imap_admissions_total{listener="imapd"} 7.0
            postroom_imap_admissions_total{listener="imapd-ssl"} 1.0
            """);

    assertThat(refusals).isEqualTo(new Refusals(Map.of("denied", 5L, "address_limit", 12_000L), 8));
    assertThat(refusals.all()).isEqualTo(12_005);
  }

  @Test
  void percentilesAreOfWhatWasMeasured() {
    List<Long> sorted = List.of(1_000_000L, 2_000_000L, 3_000_000L, 40_000_000L);
    assertThat(Work.millis(sorted, 0.5)).isEqualTo(2);
    assertThat(Work.millis(sorted, 0.99)).isEqualTo(40);
    assertThat(Work.millis(List.of(), 0.99)).isZero();
  }

  @Test
  void aNumberThatIsNoneIsRefusedWithTheUsage() {
    assertThat(FloodArguments.parse(List.of("--rate", "50")).rate()).isEqualTo(50);
    assertThatThrownBy(() -> FloodArguments.parse(List.of("--rate", "0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--rate wants a number from 1 to 60000, not '0'\nusage: ");
    assertThatThrownBy(() -> FloodArguments.parse(List.of("--speed", "5")))
        .hasMessageStartingWith("unknown argument --speed");
  }
}
