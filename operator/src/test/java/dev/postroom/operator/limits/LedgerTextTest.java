package dev.postroom.operator.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTextTest {

  private static final Ledger LEDGER =
      new Ledger(
          Map.of(
              "203.0.113.7",
              new Raise(
                  60,
                  4,
                  Instant.parse("2026-11-22T12:00:07Z"),
                  Instant.parse("2026-11-22T12:04:59Z"),
                  12,
                  120,
                  31,
                  Reason.TurnedAway,
                  "31 connections turned away")));

  @Test
  void aPersonCanReadIt() {
    assertThat(LedgerText.render(LEDGER))
        .isEqualTo(
            """
            "203.0.113.7":
              limit: 60
              base: 4
              since: 2026-11-22T12:00:07Z
              needed: 2026-11-22T12:00:00Z
              users: 12
              wanted: 120
              refused: 31
              reason: TurnedAway
              message: 31 connections turned away
            """);
  }

  @Test
  void aRestartedOperatorReadsItBack() throws IOException {
    assertThat(LedgerText.render(LedgerText.parse(LedgerText.render(LEDGER))))
        .isEqualTo(LedgerText.render(LEDGER));
    assertThat(LedgerText.parse(LedgerText.render(Ledger.EMPTY))).isEqualTo(Ledger.EMPTY);
  }

  @Test
  void aMalformedOneSaysWhere() {
    assertThatThrownBy(() -> LedgerText.parse("203.0.113.7: [60"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line: 1");
  }
}
