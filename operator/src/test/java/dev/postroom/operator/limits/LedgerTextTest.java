package dev.postroom.operator.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                  Instant.parse("2026-11-22T12:09:59Z"),
                  12,
                  120,
                  31,
                  Reason.TurnedAway,
                  "31 connections turned away",
                  Optional.empty())));

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
              proven: 2026-11-22T12:05:00Z
              users: 12
              wanted: 120
              refused: 31
              reason: TurnedAway
              message: 31 connections turned away
            """);
  }

  @Test
  void aLedgerOfAnEarlierOperatorIsReadAsInForceAndProvenWhenItWasNeeded() throws IOException {
    var ledger =
        LedgerText.parse(
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

    var raise = ledger.raises().get("203.0.113.7");
    assertThat(raise.isInForce()).isTrue();
    assertThat(raise.proven()).isEqualTo(Instant.parse("2026-11-22T12:00:00Z"));
  }

  @Test
  void aRaiseThatWaitsForTheModeLiveIsReadBackAsThat() throws IOException {
    var since = Instant.parse("2026-11-22T13:00:01Z");
    var suspended = LEDGER.raises().get("203.0.113.7").suspendedAt(since);
    var text = LedgerText.render(new Ledger(Map.of("203.0.113.7", suspended)));

    assertThat(text).endsWith("  suspended: 2026-11-22T13:00:01Z\n");
    assertThat(LedgerText.parse(text).raises().get("203.0.113.7").suspended()).contains(since);
  }

  /** A ConfigMap takes 1 MiB with everything in it. */
  @Test
  void aFullOneFitsIntoItsConfigMap() {
    var longest = "2001:db8:ffff:ffff:%x:ffff:ffff:ffff";
    var message = "9".repeat(300);
    var raise = LEDGER.raises().firstEntry().getValue();
    var raises = new TreeMap<String, Raise>();
    for (int i = 0; i < Raiser.MAX_RAISED; i++) {
      raises.put(
          longest.formatted(0xF000 + i),
          new Raise(
              100_000,
              99_999,
              raise.since(),
              raise.needed(),
              raise.proven(),
              1024,
              1_024_000,
              Long.MAX_VALUE,
              Reason.TurnedAway,
              message,
              Optional.of(raise.since())));
    }

    assertThat(LedgerText.render(new Ledger(raises)).length()).isLessThan(1_000_000);
  }

  @Test
  void aRestartedOperatorReadsItBack() throws IOException {
    assertThat(LedgerText.render(LedgerText.parse(LedgerText.render(LEDGER))))
        .isEqualTo(LedgerText.render(LEDGER));
    assertThat(LedgerText.parse(LedgerText.render(Ledger.EMPTY))).isEqualTo(Ledger.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "everybody: {limit: 60}",
        "10.0.0.0/8: {limit: 60}",
        "203.0.113.7: ~",
        "203.0.113.7: {limit: 60}",
        "203.0.113.7: {limit: -1, base: 4, since: 2026-11-22T12:00:07Z,"
            + " needed: 2026-11-22T12:00:07Z, users: 1, wanted: 10, refused: 1,"
            + " reason: TurnedAway, message: m}",
        "203.0.113.7: {limit: 60, reason: BecauseISaySo}",
        "- a list",
        "",
      })
  void whatAPersonMayMakeOfItIsRefusedAndDoesNoHarm(String text) {
    assertThatThrownBy(() -> LedgerText.parse(text)).isInstanceOf(IOException.class);
  }

  @Test
  void oneThatWasEmptiedIsEmpty() throws IOException {
    assertThat(LedgerText.parse("~")).isEqualTo(Ledger.EMPTY);
  }

  @Test
  void moreEntriesThanCanBeRaisedAreRefused() {
    var raise = LEDGER.raises().firstEntry().getValue();
    var raises = new TreeMap<String, Raise>();
    for (int i = 0; i <= LedgerText.MAX_ENTRIES; i++) {
      raises.put("10.0.%d.%d".formatted(i / 256, i % 256), raise);
    }

    assertThatThrownBy(() -> LedgerText.parse(LedgerText.render(new Ledger(raises))))
        .hasMessage("it has 1101 entries, more than the 1100 that can be raised and pinned");
  }

  @Test
  void prefixesAreReadBack() throws IOException {
    var raise = LEDGER.raises().firstEntry().getValue();
    var prefixes =
        new Ledger(Map.of("2001:db8:1:2:0:0:0:0/64", raise, "2001:db8:0:0:0:0:0:1", raise));

    assertThat(LedgerText.parse(LedgerText.render(prefixes)).raises().keySet())
        .isEqualTo(prefixes.raises().keySet());
  }

  @Test
  void aMalformedOneSaysWhere() {
    assertThatThrownBy(() -> LedgerText.parse("203.0.113.7: [60"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line: 1");
  }
}
