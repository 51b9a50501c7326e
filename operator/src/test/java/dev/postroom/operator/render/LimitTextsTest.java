package dev.postroom.operator.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.ContentHash;
import dev.postroom.operator.Servers;
import dev.postroom.operator.limits.Ledger;
import dev.postroom.operator.limits.LedgerText;
import dev.postroom.operator.limits.LimitRules;
import dev.postroom.operator.limits.Raise;
import dev.postroom.operator.limits.Reason;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LimitTextsTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final LimitRules RULES = LimitRules.of(Servers.spec("{}"));

  private final LimitTexts texts = LimitTexts.of(RULES, ledger(60, NOON));

  @Test
  void theyAreWhatIsRendered() {
    var imapaccess = AccessFile.render(RULES, ledger(60, NOON));

    assertThat(texts.imapaccess()).isEqualTo(imapaccess);
    assertThat(texts.hash()).isEqualTo(ContentHash.of(imapaccess));
    assertThat(texts.ledgerText()).isEqualTo(LedgerText.render(ledger(60, NOON)));
  }

  @Test
  void nothingIsRenderedAnewWhileNothingChanged() {
    assertThat(texts.renewed(LimitRules.of(Servers.spec("{}")), ledger(60, NOON))).isSameAs(texts);
  }

  @Test
  void aRaiseThatIsNeededAgainRendersNoTextAnewUntilTheLedgerSaysSo() {
    var soon = texts.renewed(RULES, ledger(60, NOON.plusSeconds(2)));
    var later = soon.renewed(RULES, ledger(60, NOON.plus(LedgerText.STEP)));

    assertThat(soon.imapaccess()).isSameAs(texts.imapaccess());
    assertThat(soon.ledgerText()).isSameAs(texts.ledgerText());
    assertThat(later.imapaccess()).isSameAs(texts.imapaccess());
    assertThat(later.ledgerText()).contains("needed: 2026-11-22T12:05:00Z");
  }

  @Test
  void whateverTheAccessMapDependsOnRendersItAnew() {
    assertRenewed(RULES, ledger(80, NOON));
    assertRenewed(RULES, Ledger.EMPTY);
    assertRenewed(rules("limit: 60"), ledger(60, NOON));
    assertRenewed(
        rules("tenants: [{name: acme, networks: [10.0.0.0/8], limit: 30}]"), ledger(60, NOON));
  }

  private void assertRenewed(LimitRules rules, Ledger ledger) {
    var renewed = texts.renewed(rules, ledger);

    assertThat(renewed).isEqualTo(LimitTexts.of(rules, ledger));
    assertThat(renewed.hash()).isNotEqualTo(texts.hash());
  }

  private static LimitRules rules(String perAddress) {
    return LimitRules.of(Servers.spec("connections: {perAddress: {%s}}".formatted(perAddress)));
  }

  private static Ledger ledger(int limit, Instant needed) {
    return new Ledger(
        Map.of(
            "203.0.113.7",
            new Raise(
                limit,
                20,
                NOON,
                needed,
                NOON,
                12,
                120,
                31,
                Reason.TurnedAway,
                "31 connections turned away",
                Optional.empty())));
  }
}
