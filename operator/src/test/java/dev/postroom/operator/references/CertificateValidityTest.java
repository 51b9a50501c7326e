package dev.postroom.operator.references;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.references.CertificateValidity.Remark;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of certificates before clients find it out. */
class CertificateValidityTest {

  private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "PT-1S,     true,  is not valid before 2026-11-01T00:00:00Z; clients refuse it until then",
    "P0D,       ,",
    "P76D,      ,",
    "P76DT1S,   false, expires at 2027-01-30T00:00:00Z; see that it is renewed",
    "P89DT23H,  false, expires at 2027-01-30T00:00:00Z; see that it is renewed",
    "P90D,      true,  has expired at 2027-01-30T00:00:00Z; renew it"
  })
  void anEndIsToldFourteenDaysBeforeAndWhatClientsRefuseAtOnce(
      Duration age, Boolean refused, String words) {
    assertThat(of(90, age, Optional.empty()))
        .isEqualTo(words == null ? Optional.empty() : Optional.of(new Remark(refused, words)));
  }

  @Test
  void oneThatLivesEightDaysIsToldOfInItsLastTwo() {
    assertThat(of(8, Duration.ofDays(6), Optional.empty())).isEmpty();
    assertThat(of(8, Duration.ofDays(6).plusSeconds(1), Optional.empty()))
        .contains(new Remark(false, "expires at 2026-11-09T00:00:00Z; see that it is renewed"));
  }

  @Test
  void oneOfAnotherNameIsRefused() {
    assertThat(of(90, Duration.ofDays(1), Optional.of("is not for it")))
        .contains(new Remark(true, "is not for it"));
  }

  private static Optional<Remark> of(int days, Duration age, Optional<String> misnamed) {
    return CertificateValidity.of(
        new Content.Certificate(FROM, FROM.plus(Duration.ofDays(days)), misnamed), FROM.plus(age));
  }
}
