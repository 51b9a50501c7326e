package dev.postroom.operator.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.AutoRaise;
import dev.postroom.operator.limits.Decision.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RaiserTest {

  private static final String OFFICE = "203.0.113.7";
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration QUIET = Duration.ofHours(1);

  private final Raiser raiser = new Raiser();

  @Test
  void anOfficeOfTwelveIsServedInFiveRounds() {
    var ledger = Ledger.EMPTY;
    int limit = 4;
    for (int round = 1; round <= 5; round++) {
      var office = limit < 60 ? refused(OFFICE, limit, 12) : open(OFFICE, 60, 12);
      ledger = raiser.decide(rules(), ledger, round(office)).ledger();
      limit = ledger.raises().get(OFFICE).limit();
    }
    assertThat(limit).isEqualTo(64);
  }

  @Test
  void aRaiseAtMostDoublesAndSaysWhy() {
    var decision = only(raiser.decide(rules(), Ledger.EMPTY, round(refused(OFFICE, 4, 12))));

    assertThat(decision.outcome()).isEqualTo(Outcome.RAISED);
    assertThat(decision.limit()).isEqualTo(8);
    assertThat(decision.reason()).isEqualTo(Reason.TurnedAway);
    assertThat(decision.message())
        .isEqualTo(
            "31 connections turned away; raised from 4 to 8, 12 users × 10 connections earn 120");
  }

  @Test
  void aBusyPersonGetsNoMoreThanOneUserEarns() {
    var ledger = Ledger.EMPTY;
    for (int round = 1; round <= 10; round++) {
      ledger = raiser.decide(rules(), ledger, round(refused(OFFICE, 10, 1))).ledger();
    }
    assertThat(ledger.raises().get(OFFICE).limit()).isEqualTo(10);
    var last = only(raiser.decide(rules(), ledger, round(refused(OFFICE, 10, 1))));
    assertThat(last.reason()).isEqualTo(Reason.EarnedLimitReached);
    assertThat(last.message()).isEqualTo("1 user × 10 connections earn 10, which it has");
  }

  @Test
  void whoNeverLogsInGetsNothing() {
    var attacker = new Evidence(OFFICE, 4, 0, 0, 500, 31, 4);

    var verdict = raiser.decide(rules(), Ledger.EMPTY, round(attacker));

    assertThat(verdict.ledger()).isEqualTo(Ledger.EMPTY);
    assertThat(only(verdict).reason()).isEqualTo(Reason.NobodyLoggedIn);
    assertThat(only(verdict).message())
        .isEqualTo("nobody has logged in from there, 500 logins failed");
  }

  @Test
  void whoMostlyFailsToLogInGetsNothing() {
    var guesser = new Evidence(OFFICE, 4, 3, 3, 4, 31, 4);

    assertThat(only(raiser.decide(rules(), Ledger.EMPTY, round(guesser))).reason())
        .isEqualTo(Reason.LoginsMostlyFail);
  }

  @Test
  void whoStaysConnectedIsNotOutnumberedByOneTelephoneWithAnOldPassword() {
    var office = new Evidence(OFFICE, 16, 0, 0, 12, 31, 16);

    assertThat(only(raiser.decide(rules(), raised(OFFICE, 16, NOON), round(office))).outcome())
        .isEqualTo(Outcome.RAISED);
  }

  @Test
  void whoWasTurnedAwayAtLessThanItMayHaveNowAsksForNothing() {
    var office = new Evidence(OFFICE, 40, 12, 12, 0, 31, 32);

    assertThat(only(raiser.decide(rules(), raised(OFFICE, 64, NOON), round(office))).outcome())
        .isEqualTo(Outcome.KEPT);
  }

  @Test
  void useNearTheLimitIsNoReasonForMoreThanTwiceOfWhatIsUsed() {
    var rules =
        new LimitRules(
            AutoRaise.Mode.Live,
            20,
            List.of(),
            500,
            300,
            10,
            10,
            Duration.ofSeconds(30),
            QUIET,
            64);
    var few = new Evidence(OFFICE, 10, 12, 12, 0, 0, 0);
    var more = new Evidence(OFFICE, 11, 12, 12, 0, 0, 0);

    assertThat(raiser.decide(rules, Ledger.EMPTY, round(few)).decisions()).isEmpty();
    assertThat(only(raiser.decide(rules, Ledger.EMPTY, round(more))).limit()).isEqualTo(22);
  }

  @Test
  void useNearTheLimitRaisesBeforeAnybodyIsTurnedAway() {
    var near = new Evidence(OFFICE, 19, 5, 20, 0, 0, 0);

    var decision = only(raiser.decide(rules(20, 500, 300), Ledger.EMPTY, round(near)));

    assertThat(decision.reason()).isEqualTo(Reason.NearLimit);
    assertThat(decision.limit()).isEqualTo(38);
  }

  @Test
  void useNearTheLimitThatHasNothingToEarnIsNoNews() {
    var near = new Evidence(OFFICE, 20, 1, 20, 0, 0, 0);

    assertThat(raiser.decide(rules(20, 500, 300), Ledger.EMPTY, round(near)).decisions()).isEmpty();
  }

  @Test
  void whoStaysConnectedKeepsWhatWasEarnedThoughTheLoginsAreLongAgo() {
    var idle = new Evidence(OFFICE, 16, 0, 0, 0, 31, 16);

    assertThat(only(raiser.decide(rules(), raised(OFFICE, 16, NOON), round(idle))).limit())
        .isEqualTo(32);
  }

  @Test
  void theCeilingHolds() {
    var ledger = raised(OFFICE, 50, NOON);

    var decision = only(raiser.decide(rules(4, 50, 300), ledger, round(refused(OFFICE, 50, 12))));

    assertThat(decision.reason()).isEqualTo(Reason.CeilingReached);
    assertThat(decision.limit()).isEqualTo(50);
  }

  @Test
  void theShareOfTheServerHolds() {
    var ledger = raised(OFFICE, 30, NOON);

    var decision = only(raiser.decide(rules(4, 500, 30), ledger, round(refused(OFFICE, 30, 12))));

    assertThat(decision.reason()).isEqualTo(Reason.ServerShareReached);
  }

  @Test
  void nobodyIsRaisedWhileTheRoundIsHeld() {
    var hold = Optional.of(new Hold(Reason.LastRaiseNotApplied, "pod mail-0 lags"));
    var round = new Round(NOON, List.of(refused(OFFICE, 4, 12)), true, hold);

    var verdict = raiser.decide(rules(), Ledger.EMPTY, round);

    assertThat(verdict.ledger()).isEqualTo(Ledger.EMPTY);
    assertThat(only(verdict).outcome()).isEqualTo(Outcome.HELD);
    assertThat(only(verdict).reason()).isEqualTo(Reason.LastRaiseNotApplied);
    assertThat(only(verdict).message()).isEqualTo("pod mail-0 lags");
  }

  @Test
  void recommendPublishesAndChangesNothing() {
    var rules = rules(AutoRaise.Mode.Recommend, 4, 500, 300);

    var verdict = raiser.decide(rules, Ledger.EMPTY, round(refused(OFFICE, 4, 12)));

    assertThat(verdict.ledger()).isEqualTo(Ledger.EMPTY);
    assertThat(only(verdict).limit()).isEqualTo(4);
    assertThat(only(verdict).recommended()).isEqualTo(120);
    assertThat(only(verdict).reason()).isEqualTo(Reason.RecommendOnly);
  }

  @Test
  void switchedOffTheBaseHoldsAgain() {
    var rules = rules(AutoRaise.Mode.Off, 4, 500, 300);

    var verdict = raiser.decide(rules, raised(OFFICE, 60, NOON), round(refused(OFFICE, 60, 12)));

    assertThat(verdict.ledger()).isEqualTo(Ledger.EMPTY);
    assertThat(only(verdict).reason()).isEqualTo(Reason.SwitchedOff);
  }

  @Test
  void aRaiseThatIsNotNeededForAWhileIsHalvedTowardsTheBase() {
    var quiet = new Evidence(OFFICE, 5, 2, 2, 0, 31, 0);
    var ledger = raised(OFFICE, 64, NOON.minus(QUIET));

    var verdict = raiser.decide(rules(), ledger, round(quiet));

    assertThat(only(verdict).outcome()).isEqualTo(Outcome.LOWERED);
    assertThat(verdict.ledger().raises().get(OFFICE).limit()).isEqualTo(34);
  }

  @Test
  void aRaiseIsKeptUntilItWasQuietLongEnough() {
    var quiet = new Evidence(OFFICE, 5, 2, 2, 0, 31, 0);
    var ledger = raised(OFFICE, 64, NOON.minus(QUIET).plusSeconds(1));

    assertThat(only(raiser.decide(rules(), ledger, round(quiet))).outcome())
        .isEqualTo(Outcome.KEPT);
  }

  @Test
  void aRaiseThatIsInUseIsNeeded() {
    var busy = new Evidence(OFFICE, 40, 12, 12, 0, 31, 0);
    var ledger = raised(OFFICE, 64, NOON.minus(QUIET));

    var verdict = raiser.decide(rules(), ledger, round(busy));

    assertThat(only(verdict).outcome()).isEqualTo(Outcome.KEPT);
    assertThat(verdict.ledger().raises().get(OFFICE).needed()).isEqualTo(NOON);
  }

  @Test
  void nothingIsLoweredForLackOfAReport() {
    var round = new Round(NOON, List.of(), false, Optional.empty());
    var ledger = raised(OFFICE, 64, NOON.minus(QUIET));

    assertThat(raiser.decide(rules(), ledger, round).ledger()).isEqualTo(ledger);
  }

  @Test
  void loweringEndsAtTheBaseAndLeavesTheLedger() {
    var ledger = raised(OFFICE, 5, NOON.minus(QUIET));

    var verdict = raiser.decide(rules(), ledger, round());

    assertThat(only(verdict).limit()).isEqualTo(4);
    assertThat(verdict.ledger()).isEqualTo(Ledger.EMPTY);
  }

  @Test
  void aLowerCeilingTakesEffectAtOnce() {
    var busy = new Evidence(OFFICE, 60, 12, 12, 0, 31, 0);

    var verdict = raiser.decide(rules(4, 20, 300), raised(OFFICE, 64, NOON), round(busy));

    assertThat(only(verdict).reason()).isEqualTo(Reason.LessAllowed);
    assertThat(verdict.ledger().raises().get(OFFICE).limit()).isEqualTo(20);
  }

  @Test
  void aBaseThatCameToTheRaisedLimitReplacesIt() {
    var verdict = raiser.decide(rules(100, 500, 300), raised(OFFICE, 64, NOON), round());

    assertThat(verdict.ledger()).isEqualTo(Ledger.EMPTY);
  }

  @Test
  void noMoreAddressesAreRaisedThanTheLedgerHolds() {
    var raises = new TreeMap<String, Raise>();
    for (int i = 0; i < Raiser.MAX_RAISED; i++) {
      raises.put("10.0.%d.%d".formatted(i / 256, i % 256), raise(8, NOON));
    }
    var round = new Round(NOON, List.of(refused(OFFICE, 4, 12)), false, Optional.empty());

    var verdict = raiser.decide(rules(), new Ledger(raises), round);

    assertThat(verdict.ledger().raises()).hasSize(Raiser.MAX_RAISED);
    assertThat(verdict.decisions())
        .filteredOn(decision -> decision.peer().equals(OFFICE))
        .extracting(Decision::reason)
        .containsExactly(Reason.TooManyRaised);
  }

  private static Evidence open(String peer, int connections, int users) {
    return new Evidence(peer, connections, users, users, 0, 31, 0);
  }

  private static Evidence refused(String peer, int connections, int users) {
    return new Evidence(peer, connections, users, users, 0, 31, connections);
  }

  private static Round round(Evidence... evidence) {
    return new Round(NOON, List.of(evidence), true, Optional.empty());
  }

  private static Decision only(Verdict verdict) {
    assertThat(verdict.decisions()).hasSize(1);
    return verdict.decisions().getFirst();
  }

  private static Ledger raised(String peer, int limit, Instant needed) {
    return new Ledger(Map.of(peer, raise(limit, needed)));
  }

  private static Raise raise(int limit, Instant needed) {
    return new Raise(limit, 4, needed, needed, 12, 120, 31, Reason.TurnedAway, "turned away");
  }

  private static LimitRules rules() {
    return rules(4, 500, 300);
  }

  private static LimitRules rules(int limit, int ceiling, int share) {
    return rules(AutoRaise.Mode.Live, limit, ceiling, share);
  }

  private static LimitRules rules(AutoRaise.Mode mode, int limit, int ceiling, int share) {
    return new LimitRules(
        mode, limit, List.of(), ceiling, share, 10, 95, Duration.ofSeconds(30), QUIET, 64);
  }
}
