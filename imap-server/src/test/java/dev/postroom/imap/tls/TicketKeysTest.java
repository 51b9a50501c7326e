package dev.postroom.imap.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.testing.ManualClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicketKeysTest {

  private final ManualClock clock = new ManualClock();
  private final TicketKeys keys = new TicketKeys(clock, new SecureRandom());

  @Test
  void aSecretSealsForSixHoursAndOpensForEighteen() {
    TicketKeys.Secret first = keys.secrets().getFirst();

    clock.advance(TicketKeys.ROTATION.minusSeconds(1));
    assertThat(keys.secrets()).containsExactly(first);

    clock.advance(Duration.ofSeconds(1));
    TicketKeys.Secret second = keys.secrets().getFirst();
    assertThat(keys.secrets()).containsExactly(second, first);

    clock.advance(TicketKeys.ROTATION);
    List<TicketKeys.Secret> three = keys.secrets();
    assertThat(three).hasSize(3).endsWith(second, first);

    clock.advance(TicketKeys.ROTATION);
    assertThat(keys.secrets()).hasSize(3).doesNotContain(first);
  }

  @Test
  void aServerThatNobodyVisitedKeepsNoOldSecret() {
    TicketKeys.Secret old = keys.secrets().getFirst();

    clock.advance(Duration.ofDays(3));

    assertThat(keys.secrets()).hasSize(1).doesNotContain(old);
  }

  @Test
  void whatSessionsRestOnDecidesWhichKeyOpensThem() {
    TicketKeys.Secret secret = keys.secrets().getFirst();

    assertThat(secret.ticketKey(new byte[] {1}).name())
        .isEqualTo(secret.ticketKey(new byte[] {1}).name())
        .isNotEqualTo(secret.ticketKey(new byte[] {2}).name());
    assertThat(secret.ticketKey(new byte[] {1}).aesKey())
        .isEqualTo(secret.ticketKey(new byte[] {1}).aesKey())
        .isNotEqualTo(secret.ticketKey(new byte[] {2}).aesKey());
  }

  @Test
  void noSecretIsWrittenToALog() {
    assertThat(keys.secrets().toString()).matches("\\[Secret since [^,]*\\]");
  }
}
