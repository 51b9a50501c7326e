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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RaiserTest {

  private static final String OFFICE = "203.0.113.7";
  private static final String OTHER = "203.0.113.8";
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
    var attacker = EvidenceOf.peer(OFFICE).open(4).failedLogins(500).refusedAt(4).build();

    var verdict = raiser.decide(rules(), Ledger.EMPTY, round(attacker));

    assertThat(verdict.ledger()).isEqualTo(Ledger.EMPTY);
    assertThat(only(verdict).reason()).isEqualTo(Reason.NobodyLoggedIn);
    assertThat(only(verdict).message())
        .isEqualTo("nobody has logged in from there, 500 logins failed");
  }

  @Test
  void whoMostlyFailsToLogInGetsNothing() {
    var guesser = EvidenceOf.peer(OFFICE).open(4).users(3).failedLogins(4).refusedAt(4).build();

    assertThat(only(raiser.decide(rules(), Ledger.EMPTY, round(guesser))).reason())
        .isEqualTo(Reason.LoginsMostlyFail);
  }

  @Test
  void whoStaysConnectedIsNotOutnumberedByOneTelephoneWithAnOldPassword() {
    var office =
        EvidenceOf.peer(OFFICE).open(16).users(12).logins(0).failedLogins(12).refusedAt(16).build();

    assertThat(only(raiser.decide(rules(), raised(OFFICE, 16, NOON), round(office))).outcome())
        .isEqualTo(Outcome.RAISED);
  }

  @Test
  void whoWasTurnedAwayAtLessThanItMayHaveNowAsksForNothing() {
    var office = EvidenceOf.peer(OFFICE).open(40).users(12).refusedAt(32).build();

    assertThat(only(raiser.decide(rules(), raised(OFFICE, 64, NOON), round(office))).outcome())
        .isEqualTo(Outcome.KEPT);
  }

  @Test
  void useNearTheLimitIsNoReasonForMoreThanTwiceOfWhatIsUsed() {
    var rules = rules("limit: 20, autoRaise: {nearPercent: 10}");
    var few = open(OFFICE, 10, 12);
    var more = open(OFFICE, 11, 12);

    assertThat(raiser.decide(rules, Ledger.EMPTY, round(few)).decisions()).isEmpty();
    assertThat(only(raiser.decide(rules, Ledger.EMPTY, round(more))).limit()).isEqualTo(22);
  }

  @Test
  void useNearTheLimitRaisesBeforeAnybodyIsTurnedAway() {
    var near = open(OFFICE, 19, 5);

    var decision = only(raiser.decide(rules("limit: 20"), Ledger.EMPTY, round(near)));

    assertThat(decision.reason()).isEqualTo(Reason.NearLimit);
    assertThat(decision.limit()).isEqualTo(38);
  }

  @Test
  void useNearTheLimitThatHasNothingToEarnIsNoNews() {
    var near = open(OFFICE, 20, 1);

    assertThat(raiser.decide(rules("limit: 20"), Ledger.EMPTY, round(near)).decisions()).isEmpty();
  }

  @Test
  void whatWasEarnedIsKeptWhileAPodThatRestartedDoesNotKnowTheUsers() {
    var forgotten = EvidenceOf.peer(OFFICE).open(16).refusedAt(16);

    var uncertain =
        raiser.decide(rules(), raised(OFFICE, 16, NOON), round(forgotten.uncertain().build()));

    assertThat(only(uncertain).limit()).isEqualTo(32);
  }

  @Test
  void oneWhoStayedAloneIsRaisedNoFurtherAndLowersTheLimitThatHeFills() {
    var alone = EvidenceOf.peer(OFFICE).open(64).users(1).refusedAt(64).build();
    var quiet = EvidenceOf.peer(OFFICE).open(64).users(1).build();
    var ledger = raised(OFFICE, 64, NOON.minus(QUIET));

    assertThat(only(raiser.decide(rules(), ledger, round(alone))).reason())
        .isEqualTo(Reason.EarnedLimitReached);
    assertThat(only(raiser.decide(rules(), ledger, round(quiet))))
        .extracting(Decision::outcome, Decision::limit, Decision::reason, Decision::message)
        .containsExactly(
            Outcome.LOWERED,
            34,
            Reason.NotEarned,
            "its users have earned no more than 10 for 3600 s; lowered from 64 to 34, which closes"
                + " nothing");
  }

  @Test
  void theCeilingHolds() {
    var ledger = raised(OFFICE, 50, NOON);

    var decision =
        only(
            raiser.decide(
                rules("limit: 4, autoRaise: {ceiling: 50}"),
                ledger,
                round(refused(OFFICE, 50, 12))));

    assertThat(decision.reason()).isEqualTo(Reason.CeilingReached);
    assertThat(decision.limit()).isEqualTo(50);
  }

  @Test
  void theShareOfTheServerHolds() {
    var ledger = raised(OFFICE, 30, NOON);

    var decision =
        only(
            raiser.decide(
                rules("limit: 4, autoRaise: {sharePercent: 3}"),
                ledger,
                round(refused(OFFICE, 30, 12))));

    assertThat(decision.reason()).isEqualTo(Reason.ServerShareReached);
  }

  @Test
  void nobodyIsRaisedWhileTheRoundIsHeld() {
    var hold = Optional.of(new Hold(Reason.LastRaiseNotApplied, "pod mail-0 lags"));
    var round = round(hold, refused(OFFICE, 4, 12));

    var verdict = raiser.decide(rules(), Ledger.EMPTY, round);

    assertThat(verdict.ledger()).isEqualTo(Ledger.EMPTY);
    assertThat(only(verdict).outcome()).isEqualTo(Outcome.HELD);
    assertThat(only(verdict).reason()).isEqualTo(Reason.LastRaiseNotApplied);
    assertThat(only(verdict).message()).isEqualTo("pod mail-0 lags");
  }

  @Test
  void recommendPublishesAndChangesNothing() {
    var rules = rules("limit: 4, autoRaise: {mode: Recommend}");

    var verdict = raiser.decide(rules, Ledger.EMPTY, round(refused(OFFICE, 4, 12)));

    assertThat(verdict.ledger()).isEqualTo(Ledger.EMPTY);
    assertThat(only(verdict).limit()).isEqualTo(4);
    assertThat(only(verdict).recommended()).isEqualTo(120);
    assertThat(only(verdict).reason()).isEqualTo(Reason.RecommendOnly);
  }

  @Test
  void aRaiseThatIsNotNeededForAWhileIsHalvedTowardsTheBase() {
    var quiet = open(OFFICE, 5, 2);
    var ledger = raised(OFFICE, 64, NOON.minus(QUIET));

    var verdict = raiser.decide(rules(), ledger, round(quiet));

    assertThat(only(verdict).outcome()).isEqualTo(Outcome.LOWERED);
    assertThat(verdict.ledger().raises().get(OFFICE).limit()).isEqualTo(34);
  }

  @Test
  void aRaiseIsKeptUntilItWasQuietLongEnough() {
    var quiet = open(OFFICE, 5, 2);
    var ledger = raised(OFFICE, 64, NOON.minus(QUIET).plusSeconds(1));

    assertThat(only(raiser.decide(rules(), ledger, round(quiet))).outcome())
        .isEqualTo(Outcome.KEPT);
  }

  @Test
  void aRaiseThatIsInUseIsNeeded() {
    var busy = open(OFFICE, 40, 12);
    var ledger = raised(OFFICE, 64, NOON.minus(QUIET));

    var verdict = raiser.decide(rules(), ledger, round(busy));

    assertThat(only(verdict).outcome()).isEqualTo(Outcome.KEPT);
    assertThat(verdict.ledger().raises().get(OFFICE).needed()).isEqualTo(NOON);
  }

  @Test
  void nothingIsLoweredForLackOfAReport() {
    var round =
        new Round(
            NOON, true, List.of(), false, List.of(), Effects.NONE, Optional.empty(), Set.of());
    var ledger = raised(OFFICE, 64, NOON.minus(QUIET));

    assertThat(raiser.decide(rules(), ledger, round).ledger()).isSameAs(ledger);
  }

  @Test
  void nothingIsLoweredByWhatOnlyOnePodOfTwoIsSureOf() {
    var quiet = EvidenceOf.peer(OFFICE).open(5).users(2).uncertain().build();

    var verdict = raiser.decide(rules(), raised(OFFICE, 64, NOON.minus(QUIET)), round(quiet));

    assertThat(only(verdict).outcome()).isEqualTo(Outcome.KEPT);
  }

  @Test
  void nothingIsLoweredInTheFirstMinutesOfAnOperator() {
    var round =
        new Round(
            NOON, false, List.of(), true, List.of(), Effects.NONE, Optional.empty(), Set.of());
    var ledger = raised(OFFICE, 64, NOON.minus(Duration.ofDays(30)));

    assertThat(raiser.decide(rules(), ledger, round).ledger()).isSameAs(ledger);
  }

  @Test
  void aRaiseEndsThoughNoReportIsReadWhenNobodyWasSeenForLong() {
    var week = Duration.ofDays(7);
    var round =
        new Round(
            NOON, true, List.of(), false, List.of(), Effects.NONE, Optional.empty(), Set.of());

    assertThat(only(raiser.decide(rules(), raised(OFFICE, 64, NOON.minus(week)), round)))
        .extracting(Decision::outcome, Decision::limit, Decision::reason, Decision::message)
        .containsExactly(
            Outcome.LOWERED,
            4,
            Reason.Expired,
            "nobody was seen to be logged in from there for 604800 s: back to the base limit 4");
    assertThat(
            only(raiser.decide(rules(), raised(OFFICE, 64, NOON.minus(week).plusSeconds(1)), round))
                .outcome())
        .isEqualTo(Outcome.KEPT);
  }

  @Test
  void aClockThatWasWrongOnceKeepsNoRaiseForYears() {
    var tomorrow = NOON.plus(Duration.ofDays(1));
    var first = raiser.decide(rules(), raised(OFFICE, 64, tomorrow.plusSeconds(1)), round());

    assertThat(only(first).outcome()).isEqualTo(Outcome.KEPT);
    assertThat(first.ledger().raises().get(OFFICE))
        .extracting(Raise::needed, Raise::proven)
        .containsExactly(NOON, NOON);
  }

  @Test
  void connectionsWithoutAnybodyLoggedInDoNotProlongARaise() {
    var ledger = raised(OFFICE, 64, NOON.minus(Duration.ofDays(7)));

    assertThat(only(raiser.decide(rules(), ledger, round(open(OFFICE, 60, 0)))).reason())
        .isEqualTo(Reason.Expired);
    assertThat(only(raiser.decide(rules(), ledger, round(open(OFFICE, 60, 12)))).outcome())
        .isEqualTo(Outcome.KEPT);
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
    var busy = EvidenceOf.peer(OFFICE).open(60).users(12).build();

    var verdict =
        raiser.decide(
            rules("limit: 4, autoRaise: {ceiling: 20}"), raised(OFFICE, 64, NOON), round(busy));

    assertThat(only(verdict).reason()).isEqualTo(Reason.LessAllowed);
    assertThat(verdict.ledger().raises().get(OFFICE).limit()).isEqualTo(20);
  }

  @Test
  void aPrefixThatIsNoneAnyMoreGivesNoRaiseToEachOfItsParts() {
    var wide = "2001:db8:1:0:0:0:0:0/48";
    var ledger = raised(wide, 64, NOON);
    var before = rules("limit: 4, ipv6Prefix: 48");

    assertThat(only(raiser.decide(before, ledger, round())).outcome()).isEqualTo(Outcome.KEPT);
    assertThat(only(raiser.decide(rules(), ledger, round())))
        .extracting(Decision::limit, Decision::reason, Decision::message)
        .containsExactly(
            4,
            Reason.LessAllowed,
            "ipv6Prefix is 64 now, by which this prefix is none: back to the base limit 4");
  }

  @Test
  void aBaseThatCameToTheRaisedLimitReplacesIt() {
    var verdict = raiser.decide(rules("limit: 100"), raised(OFFICE, 64, NOON), round());

    assertThat(verdict.ledger()).isEqualTo(Ledger.EMPTY);
  }

  @Test
  void aFullLedgerTakesNobodyWhileNoneOfItsRaisesIsKnownToBeSpare() {
    var round =
        new Round(
            NOON,
            true,
            List.of(refused(OFFICE, 4, 12)),
            false,
            List.of(new PodUse(4, Map.of(OFFICE, 4))),
            Effects.NONE,
            Optional.empty(),
            Set.of());

    var verdict = raiser.decide(roomy(), full(), round);

    assertThat(verdict.ledger().raises()).hasSize(Raiser.MAX_RAISED);
    assertThat(of(OFFICE, verdict).reason()).isEqualTo(Reason.TooManyRaised);
    assertThat(of(OFFICE, verdict).message())
        .isEqualTo(
            "1000 addresses are raised and in use, no more can be; give large networks a limit of"
                + " their own in connections.perAddress.tenants");
  }

  @Test
  void ofAFullLedgerWhoeverNeedsHisRaiseLeastMakesRoom() {
    var ledger = full();
    var leaving = ledger.raises().firstKey();
    var raises = new TreeMap<>(ledger.raises());
    raises.put(leaving, raise(8, NOON.minusSeconds(1)));

    var verdict = raiser.decide(roomy(), new Ledger(raises), round(refused(OFFICE, 4, 12)));

    assertThat(verdict.ledger().raises())
        .hasSize(Raiser.MAX_RAISED)
        .containsKey(OFFICE)
        .doesNotContainKey(leaving);
    assertThat(of(leaving, verdict).reason()).isEqualTo(Reason.MadeRoom);
    assertThat(of(leaving, verdict).message())
        .isEqualTo(
            "1000 addresses are raised and 203.0.113.7 needed a place; back to the base limit 4");
  }

  @Test
  void whatIsGivenAndInUseLeavesTheReserveFree() {
    var rules =
        LimitRules.of(
            Servers.spec("connections: {maximum: 100, perAddress: {limit: 20}}").connections());
    var ledger = new Ledger(Map.of(OTHER, raise(60, NOON)));

    var partly = raiser.decide(rules, ledger, round(refused(OFFICE, 20, 12), open(OTHER, 50, 6)));
    var full = raiser.decide(rules, partly.ledger(), round(refused(OFFICE, 30, 12)));

    assertThat(of(OFFICE, partly).limit()).isEqualTo(30);
    assertThat(of(OFFICE, full).reason()).isEqualTo(Reason.HeadroomReached);
    assertThat(of(OFFICE, full).message())
        .isEqualTo(
            "12 users × 10 connections earn 120, but raised addresses may hold 90 and others hold 0"
                + " of the 90 connections of a pod that autoRaise.reservePercent leaves; raise"
                + " connections.maximum");
  }

  @Test
  void placesThatWereNotNeededForAWhileGoToWhoeverIsTurnedAway() {
    var rules = hundredPlaces();
    var ledger = new Ledger(Map.of(OTHER, raise(70, NOON.minusSeconds(600))));

    var verdict = raiser.decide(rules, ledger, round(refused(OFFICE, 20, 12), open(OTHER, 15, 7)));

    assertThat(of(OFFICE, verdict).limit()).isEqualTo(40);
    assertThat(of(OTHER, verdict))
        .extracting(Decision::outcome, Decision::limit, Decision::reason, Decision::message)
        .containsExactly(
            Outcome.LOWERED,
            30,
            Reason.MadeRoom,
            "203.0.113.7 was turned away, and this limit was not needed for 10 minutes; lowered"
                + " from 70 to 30");
    assertThat(verdict.decisions()).hasSize(2);
  }

  @Test
  void placesThatWereNeededJustNowOrWithoutNeedOrCertaintyAreNotTaken() {
    var rules = hundredPlaces();
    var lately = new Ledger(Map.of(OTHER, raise(70, NOON.minusSeconds(599))));
    var longAgo = new Ledger(Map.of(OTHER, raise(70, NOON.minusSeconds(600))));
    var unsure = EvidenceOf.peer(OTHER).open(15).users(7).uncertain().build();
    var near = open(OFFICE, 20, 12);
    var refused = refused(OFFICE, 20, 12);

    var all =
        List.of(
            raiser.decide(rules, lately, round(refused, open(OTHER, 15, 7))),
            raiser.decide(rules, longAgo, round(refused, open(OTHER, 40, 7))),
            raiser.decide(rules, longAgo, round(refused, unsure)),
            raiser.decide(rules, longAgo, round(near, open(OTHER, 15, 7))));

    assertThat(all)
        .allSatisfy(
            verdict -> assertThat(verdict.ledger().raises().get(OTHER).limit()).isEqualTo(70));
  }

  @Test
  void whoIsRaisedFromManyPrefixesAndLeavesDoesNotKeepAnOfficeFromItsRaise() {
    var rules = hundredPlaces();
    var raises = new TreeMap<String, Raise>();
    for (int prefix = 0; prefix < 3; prefix++) {
      raises.put("2001:db8:0:%d:0:0:0:0/64".formatted(prefix), raise(30, NOON.minusSeconds(900)));
    }

    var verdict = raiser.decide(rules, new Ledger(raises), round(refused(OFFICE, 20, 50)));

    assertThat(of(OFFICE, verdict).limit()).isEqualTo(40);
    assertThat(verdict.ledger().raises()).as("no more than is needed").hasSize(2);
  }

  private static LimitRules hundredPlaces() {
    return LimitRules.of(
        Servers.spec("connections: {maximum: 100, perAddress: {limit: 20}}").connections());
  }

  @Test
  void theCeilingIsSharedByAllPodsThatAnAddressMayReach() {
    var rules = rules("limit: 4, autoRaise: {ceiling: 50}").reaching(3);

    var raised = raiser.decide(rules, raised(OFFICE, 12, NOON), round(refused(OFFICE, 12, 12)));
    var full = raiser.decide(rules, raised.ledger(), round(refused(OFFICE, 16, 12)));

    assertThat(only(raised).limit()).isEqualTo(16);
    assertThat(only(full).reason()).isEqualTo(Reason.CeilingReached);
    assertThat(only(full).message())
        .isEqualTo(
            "12 users × 10 connections earn 120, but autoRaise.ceiling of 50 over 3 pods is 16 in"
                + " each; set it to what one pod should give, times the pods");
  }

  @Test
  void whoseNetworkIsFullIsToldThatNoLimitOfHisOwnHelps() {
    var neighbour = EvidenceOf.peer(OFFICE).open(2).users(2).networkFull().build();

    assertThat(only(raiser.decide(rules(), Ledger.EMPTY, round(neighbour))))
        .extracting(Decision::outcome, Decision::reason, Decision::message)
        .containsExactly(
            Outcome.HELD,
            Reason.NetworkFull,
            "the 256 addresses around it hold as many connections as -maxperc among TCPDOPTS"
                + " allows, so a higher limit of its own would not help; raise -maxperc");
  }

  @Test
  void oneUserWithManySessionsIsNamedAndEarnsOneUsersShare() {
    var busy = EvidenceOf.peer(OFFICE).open(10).users(1).busiestUser(18).refusedAt(10).build();

    assertThat(only(raiser.decide(rules("limit: 10"), Ledger.EMPTY, round(busy))).message())
        .isEqualTo("1 user × 10 connections earn 10, which it has; one user alone has 18 sessions");
  }

  @Test
  void aRaiseThatThePodsDoNotEnforceIsNotFollowedByAnotherAndAfterAWhileThatIsSaid() {
    var ledger = raised(OFFICE, 8, NOON);
    var stuck = EvidenceOf.peer(OFFICE).open(8).users(12).refusedAt(8).limits(4).build();

    assertThat(only(decide(ledger, stuck, Duration.ZERO)))
        .extracting(Decision::outcome, Decision::reason, Decision::message)
        .containsExactly(
            Outcome.HELD,
            Reason.LastRaiseNotApplied,
            "the pods do not enforce its limit of 8 yet, but 4");
    assertThat(only(decide(ledger, stuck, Effects.PATIENCE)))
        .extracting(Decision::outcome, Decision::reason, Decision::message)
        .containsExactly(
            Outcome.HELD,
            Reason.RaiseWithoutEffect,
            "its limit is 8, but for 2 minutes and longer the pods have enforced 4; see the pods'"
                + " logs. It is raised again after 30 minutes");
    assertThat(only(decide(ledger, stuck, Effects.RETRY)))
        .extracting(Decision::outcome, Decision::limit)
        .containsExactly(Outcome.RAISED, 16);
  }

  @Test
  void whoIsRefusedAtTheOldLimitLongAfterTheRaiseIsHeldForItsLackOfEffect() {
    var ledger = raised(OFFICE, 8, NOON);
    var stuck = EvidenceOf.peer(OFFICE).open(4).users(12).refusedAt(4).limits(4).build();

    assertThat(only(decide(ledger, stuck, Duration.ZERO)).outcome()).isEqualTo(Outcome.KEPT);
    assertThat(only(decide(ledger, stuck, Effects.PATIENCE)).reason())
        .isEqualTo(Reason.RaiseWithoutEffect);
  }

  @Test
  void aPodThatClaimsAHigherLimitThanWasGivenIsNotRaisedBy() {
    var liar = EvidenceOf.peer(OFFICE).open(9000).users(12).refusedAt(9000).limits(9000).build();

    assertThat(only(decide(Ledger.EMPTY, liar, Effects.PATIENCE)).reason())
        .isEqualTo(Reason.RaiseWithoutEffect);
  }

  @Test
  void aPrefixIsSaidToHaveTheLimitOfATenantWithinItAndIsRaisedAllTheSame() {
    var prefix = "2001:db8:1:2:0:0:0:0/64";
    var rules = rules("limit: 4, tenants: [{name: a, networks: ['2001:db8:1:2::5'], limit: 9}]");
    var evidence = EvidenceOf.peer(prefix).open(4).users(12).refusedAt(4).limits(4, 9).build();
    var effects = Effects.NONE.seen(rules, Ledger.EMPTY, List.of(evidence), NOON);

    var verdict = raiser.decide(rules, Ledger.EMPTY, round(Optional.empty(), effects, evidence));

    assertThat(only(verdict).base()).isEqualTo(4);
    assertThat(only(verdict).outcome()).isEqualTo(Outcome.RAISED);
  }

  @Test
  void aModeThatIsSwitchedOffAndOnGivesBackWhatWasEarned() {
    var ledger = raised(OFFICE, 64, NOON);
    var off = raiser.decide(rules("limit: 4, autoRaise: {mode: \"Off\"}"), ledger, round());

    assertThat(only(off))
        .extracting(Decision::outcome, Decision::limit, Decision::message)
        .containsExactly(
            Outcome.LOWERED,
            4,
            "autoRaise.mode is Off: back to the base limit 4, until it is Live again");
    assertThat(off.ledger().inForce(OFFICE)).isEmpty();
    var still = raiser.decide(rules("limit: 4, autoRaise: {mode: \"Off\"}"), off.ledger(), round());
    assertThat(still.decisions()).isEmpty();

    var on = raiser.decide(rules(), still.ledger(), round());
    assertThat(only(on))
        .extracting(Decision::outcome, Decision::limit, Decision::reason, Decision::message)
        .containsExactly(
            Outcome.RAISED,
            64,
            Reason.LiveAgain,
            "autoRaise.mode is Live again: raised from 4 to 64 of the 64 that it had");
    assertThat(on.ledger().inForce(OFFICE)).isPresent();
  }

  @Test
  void aSuspendedRaiseIsRecommendedAboveTheBaseThatIsInForce() {
    var rules = rules("limit: 4, autoRaise: {mode: Recommend}");
    var suspended = raiser.decide(rules, raised(OFFICE, 64, NOON), round()).ledger();

    var decision = only(raiser.decide(rules, suspended, round(refused(OFFICE, 4, 12))));

    assertThat(decision.recommended()).isEqualTo(120);
    assertThat(decision.message())
        .isEqualTo(
            "31 connections turned away; 120 is recommended instead of 4, 12 users × 10 connections"
                + " earn 120; set autoRaise.mode to Live to have it raised");
  }

  private Verdict decide(Ledger ledger, Evidence evidence, Duration waited) {
    var effects = Effects.NONE.seen(rules(), ledger, List.of(evidence), NOON.minus(waited));
    return raiser.decide(rules(), ledger, round(Optional.empty(), effects, evidence));
  }

  private static Decision of(String peer, Verdict verdict) {
    return verdict.decisions().stream()
        .filter(decision -> decision.peer().equals(peer))
        .findFirst()
        .orElseThrow();
  }

  /** Of a server with room for a full ledger. */
  private static LimitRules roomy() {
    return LimitRules.of(
        Servers.spec("connections: {maximum: 100000, perAddress: {limit: 4}}").connections());
  }

  private static Ledger full() {
    var raises = new TreeMap<String, Raise>();
    for (int i = 0; i < Raiser.MAX_RAISED; i++) {
      raises.put("10.0.%d.%d".formatted(i / 256, i % 256), raise(8, NOON));
    }
    return new Ledger(raises);
  }

  private static Evidence open(String peer, int connections, int users) {
    return EvidenceOf.peer(peer).open(connections).users(users).build();
  }

  private static Evidence refused(String peer, int connections, int users) {
    return EvidenceOf.peer(peer).open(connections).users(users).refusedAt(connections).build();
  }

  private static Round round(Evidence... evidence) {
    return round(Optional.empty(), evidence);
  }

  private static Round round(Optional<Hold> hold, Evidence... evidence) {
    return round(hold, Effects.NONE, evidence);
  }

  private static Round round(Optional<Hold> hold, Effects effects, Evidence... evidence) {
    var open = Stream.of(evidence).collect(Collectors.toMap(Evidence::peer, Evidence::connections));
    int current = open.values().stream().mapToInt(Integer::intValue).sum();
    return new Round(
        NOON,
        true,
        List.of(evidence),
        true,
        List.of(new PodUse(current, open)),
        effects,
        hold,
        Set.of());
  }

  private static Decision only(Verdict verdict) {
    assertThat(verdict.decisions()).hasSize(1);
    return verdict.decisions().getFirst();
  }

  private static Ledger raised(String peer, int limit, Instant needed) {
    return new Ledger(Map.of(peer, raise(limit, needed)));
  }

  private static Raise raise(int limit, Instant needed) {
    return new Raise(
        limit,
        4,
        needed,
        needed,
        needed,
        12,
        120,
        31,
        Reason.TurnedAway,
        "turned away",
        Optional.empty());
  }

  private static LimitRules rules() {
    return rules("limit: 4");
  }

  /** Of a server with room for many, if {@code perAddress} says nothing else. */
  private static LimitRules rules(String perAddress) {
    return LimitRules.of(
        Servers.spec("connections: {maximum: 1000, perAddress: {%s}}".formatted(perAddress))
            .connections());
  }
}
