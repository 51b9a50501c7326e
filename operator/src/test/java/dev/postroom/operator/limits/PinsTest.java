package dev.postroom.operator.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.Servers;
import dev.postroom.operator.limits.Decision.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PinsTest {

  private static final String PEER = "203.0.113.7";
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final int MAXIMUM = 400;

  @Test
  void aPinBeatsCeilingAndShareInEveryModeAndSaysSo() {
    for (var mode : List.of("Live", "Recommend", "'Off'")) {
      var verdict = pin(350).enter(rules(mode), Ledger.EMPTY, MAXIMUM, NOON);

      assertThat(verdict.ledger().raises().get(PEER).limit()).isEqualTo(350);
      assertThat(verdict.ledger().raises().get(PEER).reason()).isEqualTo(Reason.Pinned);
      assertThat(only(verdict).outcome()).isEqualTo(Outcome.RAISED);
      assertThat(only(verdict).message())
          .isEqualTo("pinned to 350 by the annotation postroom.dev/pin");
    }
  }

  @Test
  void aPinThatStandsIsNoNews() {
    var ledger = pin(350).enter(rules("Live"), Ledger.EMPTY, MAXIMUM, NOON).ledger();

    var again = pin(350).enter(rules("Live"), ledger, MAXIMUM, NOON.plusSeconds(60));

    assertThat(again.ledger()).isSameAs(ledger);
    assertThat(again.decisions()).isEmpty();
  }

  @Test
  void aPinIsNeverAboveTheMaximumNorBelowTheBase() {
    assertThat(limit(pin(350).enter(rules("Live"), Ledger.EMPTY, 100, NOON))).isEqualTo(100);
    assertThat(pin(5).enter(rules("Live"), Ledger.EMPTY, MAXIMUM, NOON).decisions()).isEmpty();
  }

  @Test
  void aPinAtTheBaseTakesARaiseBack() {
    var raised = new Ledger(Map.of(PEER, raise(60, Reason.TurnedAway)));

    var verdict = pin(20).enter(rules("Live"), raised, MAXIMUM, NOON);

    assertThat(verdict.ledger()).isEqualTo(Ledger.EMPTY);
    assertThat(only(verdict).outcome()).isEqualTo(Outcome.LOWERED);
    assertThat(only(verdict).reason()).isEqualTo(Reason.Pinned);
  }

  @Test
  void aRaiseOfTheSameHeightBecomesAPin() {
    var raised = new Ledger(Map.of(PEER, raise(60, Reason.TurnedAway)));

    var verdict = pin(60).enter(rules("Live"), raised, MAXIMUM, NOON);

    assertThat(verdict.ledger().raises().get(PEER).reason()).isEqualTo(Reason.Pinned);
  }

  @Test
  void whosePinIsRemovedKeepsInLiveWhatTheRulesAllowUntilItIsNotNeeded() {
    var pinned = new Ledger(Map.of(PEER, raise(350, Reason.Pinned)));

    var verdict = Pins.NONE.enter(rules("Live"), pinned, MAXIMUM, NOON);

    assertThat(limit(verdict)).isEqualTo(200);
    assertThat(verdict.ledger().raises().get(PEER).needed()).isEqualTo(NOON);
    assertThat(only(verdict).message())
        .isEqualTo("the pin was removed; 200 stays until it is not needed");
  }

  @Test
  void whosePinIsRemovedHasTheBaseAgainWhereNothingIsRaised() {
    var pinned = new Ledger(Map.of(PEER, raise(350, Reason.Pinned)));

    for (var mode : List.of("Recommend", "'Off'")) {
      var verdict = Pins.NONE.enter(rules(mode), pinned, MAXIMUM, NOON);

      assertThat(verdict.ledger()).isEqualTo(Ledger.EMPTY);
      assertThat(only(verdict).message())
          .isEqualTo("the pin was removed; back to the base limit 20");
    }
  }

  @Test
  void theRaiserLeavesAPinAloneAndTellsOfIt() {
    var quiet = NOON.plus(Duration.ofDays(30));
    for (var mode : List.of("Live", "Recommend", "'Off'")) {
      var pinned = new Ledger(Map.of(PEER, raise(350, Reason.Pinned)));

      var verdict = new Raiser().decide(rules(mode), pinned, round(quiet));

      assertThat(limit(verdict)).isEqualTo(350);
      assertThat(only(verdict).outcome()).isEqualTo(Outcome.KEPT);
      assertThat(only(verdict).reason()).isEqualTo(Reason.Pinned);
    }
  }

  @Test
  void aPinnedAddressIsNotRaisedHoweverMuchItEarned() {
    var busy = Evidence.none(PEER, true);

    var verdict = new Raiser().decide(rules("Live"), Ledger.EMPTY, round(NOON, refused(busy)));

    assertThat(verdict.ledger()).isEqualTo(Ledger.EMPTY);
    assertThat(only(verdict).reason()).isEqualTo(Reason.Pinned);
  }

  @Test
  void aLedgerTellsWhatWasPinned() {
    var ledger =
        new Ledger(
            Map.of(PEER, raise(60, Reason.Pinned), "203.0.113.8", raise(60, Reason.NearLimit)));

    assertThat(Pins.of(ledger).limits()).isEqualTo(Map.of(PEER, 60));
  }

  private static Evidence refused(Evidence none) {
    return new Evidence(
        none.peer(), 20, 12, 1, 12, 0, 31, 20, none.refused() > 0, Set.of(), none.certain());
  }

  private static Round round(Instant now, Evidence... evidence) {
    return new Round(
        now,
        true,
        List.of(evidence),
        true,
        List.of(),
        Effects.NONE,
        Optional.empty(),
        Set.of(PEER));
  }

  private static Pins pin(int limit) {
    return new Pins(new TreeMap<>(Map.of(PEER, limit)));
  }

  private static Decision only(Verdict verdict) {
    assertThat(verdict.decisions()).hasSize(1);
    return verdict.decisions().getFirst();
  }

  private static int limit(Verdict verdict) {
    return verdict.ledger().raises().get(PEER).limit();
  }

  private static Raise raise(int limit, Reason reason) {
    return new Raise(
        limit, 20, NOON, NOON, NOON, 12, 120, 31, reason, "as it was", Optional.empty());
  }

  private static LimitRules rules(String mode) {
    return LimitRules.of(
        Servers.spec(
            "connections: {perAddress: {limit: 20, autoRaise: {mode: %s, ceiling: 200}}}"
                .formatted(mode)));
  }
}
