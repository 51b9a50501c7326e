package dev.postroom.operator.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.Servers;
import dev.postroom.operator.limits.Decision.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaximumRaiserTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration QUIET = Duration.ofHours(1);
  private static final Duration STALE = Duration.ofSeconds(30);
  private static final MaximumRules RULES = new MaximumRules(400, 2000, 10, 6000, QUIET, STALE);

  private final MaximumRaiser raiser = new MaximumRaiser();

  @Test
  void whoWasTurnedAwayByAFullServerHasItsPlacesDoubled() {
    var decision = decide(at(400), full(400, 400, 3));

    assertThat(decision.outcome()).isEqualTo(Outcome.RAISED);
    assertThat(decision.maximum().connections()).isEqualTo(800);
    assertThat(decision.reason()).isEqualTo(MaximumReason.ServerFull);
    assertThat(decision.message())
        .isEqualTo(
            "pod mail-0 turned 3 clients away because all of its 400 places were taken; raised from"
                + " 400 to 800");
  }

  @Test
  void aServerThatIsNearlyFullIsRaisedBeforeAnybodyIsTurnedAway() {
    var decision = decide(at(400), full(360, 400, 0));

    assertThat(decision.reason()).isEqualTo(MaximumReason.NearMaximum);
    assertThat(decision.message())
        .isEqualTo("360 of 400 places of pod mail-0 are taken; raised from 400 to 800");
    assertThat(decide(at(400), full(359, 400, 0)).outcome()).isEqualTo(Outcome.KEPT);
  }

  @Test
  void withoutACeilingItNeverRises() {
    var rules = MaximumRules.of(Servers.spec("{}"));

    var decision = raiser.decide(rules, at(400), List.of(full(400, 400, 3)), true, NOON);

    assertThat(decision.outcome()).isEqualTo(Outcome.KEPT);
    assertThat(decision.maximum()).isEqualTo(at(400));
  }

  @Test
  void theCeilingHolds() {
    assertThat(decide(at(1600), full(1600, 1600, 1)).maximum().connections()).isEqualTo(2000);

    var decision = decide(at(2000), full(2000, 2000, 1));

    assertThat(decision.outcome()).isEqualTo(Outcome.HELD);
    assertThat(decision.reason()).isEqualTo(MaximumReason.MaximumCeilingReached);
  }

  @Test
  void theMemoryLimitOfThePodHolds() {
    var rules =
        MaximumRules.of(
            Servers.spec(
                """
                connections: {maximumCeiling: 100000}
                pod: {resources: {limits: {memory: 320Mi}}}
                """));

    var raised = raiser.decide(rules, at(400), List.of(full(400, 400, 1)), true, NOON);
    var held = raiser.decide(rules, at(512), List.of(full(512, 512, 1)), true, NOON);

    assertThat(raised.maximum().connections()).isEqualTo(512);
    assertThat(held.reason()).isEqualTo(MaximumReason.MemoryReached);
    assertThat(held.message())
        .isEqualTo("the pod's memory limit has room for 512 connections; give it more memory");
  }

  @Test
  void aMemoryLimitWithRoomForLessThanIsSpecifiedIsToldAsItIs() {
    var rules = new MaximumRules(400, 2000, 10, 100, QUIET, STALE);

    assertThat(raiser.decide(rules, at(400), List.of(full(400, 400, 1)), true, NOON).message())
        .isEqualTo("the pod's memory limit has room for 100 connections; give it more memory");
  }

  @Test
  void aSpecificationIsNotDoubtedForLackOfMemory() {
    var rules = MaximumRules.of(Servers.spec("pod: {resources: {limits: {memory: 64Mi}}}"));

    assertThat(raiser.decide(rules, at(400), List.of(), true, NOON).maximum()).isEqualTo(at(400));
  }

  /** Half of a pod's places is what strangers may hold who do not log in. */
  @Test
  void whoDoesNotLogInRaisesNothingBesideHalfAServerOfPeople() {
    var decision = decide(at(400), new PodPlaces("mail-0", 400, 200, 200, 400, 50));

    assertThat(decision.outcome()).isEqualTo(Outcome.HELD);
    assertThat(decision.reason()).isEqualTo(MaximumReason.TooFewLoggedIn);
    assertThat(decision.message())
        .isEqualTo(
            "of the 400 places of pod mail-0 200 are taken by somebody who logged in, fewer than 70 %;"
                + " see who connects, and deny it");
    assertThat(decide(at(400), new PodPlaces("mail-0", 400, 279, 279, 400, 50)).outcome())
        .isEqualTo(Outcome.HELD);
    assertThat(decide(at(400), new PodPlaces("mail-0", 400, 280, 280, 400, 50)).outcome())
        .isEqualTo(Outcome.RAISED);
  }

  /** Addresses cost nothing; an IPv6 network of one attacker has 65,536 prefixes. */
  @Test
  void oneAccountAtManyAddressesRaisesNothing() {
    var decision = decide(at(400), new PodPlaces("mail-0", 400, 390, 279, 400, 50));

    assertThat(decision.outcome()).isEqualTo(Outcome.HELD);
    assertThat(decision.reason()).isEqualTo(MaximumReason.TooFewUsers);
    assertThat(decision.message())
        .isEqualTo(
            "of the 400 places of pod mail-0 390 are taken by users who logged in, but with at most"
                + " connectionsPerUser, 10, each they come to 279, fewer than 70 %; see who has"
                + " more");
    assertThat(decide(at(400), new PodPlaces("mail-0", 400, 390, 280, 400, 50)).outcome())
        .isEqualTo(Outcome.RAISED);
  }

  @Test
  void anAttackOnOnePodDoesNotKeepAnotherFromGettingPlaces() {
    var attacked = new PodPlaces("mail-0", 400, 10, 10, 400, 50);
    var full = new PodPlaces("mail-1", 380, 380, 380, 400, 0);

    var decision = raiser.decide(RULES, at(400), List.of(attacked, full), true, NOON);

    assertThat(decision.message())
        .isEqualTo("380 of 400 places of pod mail-1 are taken; raised from 400 to 800");
  }

  @Test
  void theLastRaiseIsSeenInForceBeforeTheNext() {
    var decision = decide(at(800), full(400, 400, 9));

    assertThat(decision.reason()).isEqualTo(MaximumReason.LastMaximumNotApplied);
    assertThat(decision.maximum().connections()).isEqualTo(800);
  }

  @Test
  void nothingIsRaisedOrLoweredForLackOfAReport() {
    var full = raiser.decide(RULES, at(400), List.of(full(400, 400, 1)), false, NOON);
    var idle =
        raiser.decide(
            RULES, at(800), List.of(full(10, 800, 0)), false, NOON.plus(QUIET).plus(QUIET));

    assertThat(full.reason()).isEqualTo(MaximumReason.ReportMissing);
    assertThat(idle.outcome()).isEqualTo(Outcome.KEPT);
    assertThat(raiser.decide(RULES, at(800), List.of(), true, NOON.plus(QUIET)).outcome())
        .isEqualTo(Outcome.KEPT);
  }

  @Test
  void placesThatAreNotNeededForAWhileAreTakenBackByHalvesDownToTheSpecification() {
    var maximum = at(800);
    var now = NOON;
    for (int expected : new int[] {600, 500, 450, 425, 412, 406, 403, 401, 400}) {
      now = now.plus(QUIET);
      var decision = raiser.decide(RULES, maximum, List.of(full(10, 800, 0)), true, now);
      assertThat(decision.outcome()).isEqualTo(Outcome.LOWERED);
      maximum = decision.maximum();
      assertThat(maximum.connections()).isEqualTo(expected);
    }
    assertThat(raiser.decide(RULES, maximum, List.of(), true, now.plus(QUIET)).outcome())
        .isEqualTo(Outcome.KEPT);
  }

  @Test
  void whatIsLoweredIsFarFromBeingRaisedAgain() {
    var now = NOON.plus(QUIET);
    var needed = raiser.decide(RULES, at(800), List.of(full(420, 800, 0)), true, now);
    var spare = raiser.decide(RULES, at(800), List.of(full(419, 800, 0)), true, now);

    assertThat(needed.outcome()).isEqualTo(Outcome.KEPT);
    assertThat(needed.maximum().needed()).isEqualTo(now);
    assertThat(spare.outcome()).isEqualTo(Outcome.LOWERED);
    assertThat(
            raiser.decide(RULES, spare.maximum(), List.of(full(419, 600, 0)), true, now).outcome())
        .isEqualTo(Outcome.KEPT);
  }

  @Test
  void aSpecificationThatAllowsLessOrGivesMoreTakesEffectAtOnce() {
    assertThat(RULES.bounded(raised(4000), NOON).reason()).isEqualTo(MaximumReason.LessAllowed);
    assertThat(RULES.bounded(raised(4000), NOON).connections()).isEqualTo(2000);
    assertThat(RULES.bounded(raised(300), NOON)).isEqualTo(at(400));
    assertThat(RULES.bounded(raised(800), NOON)).isEqualTo(raised(800));
  }

  @Test
  void whatWasOnlySpecifiedIsTakenBackWithTheSpecification() {
    assertThat(RULES.bounded(at(1000), NOON)).isEqualTo(at(400));
  }

  @Test
  void aCeilingThatIsTakenAwayLeavesWhatIsSpecified() {
    var fixed = new MaximumRules(400, 400, 10, 6000, QUIET, STALE);

    assertThat(fixed.bounded(raised(800), NOON)).isEqualTo(at(400));
  }

  private MaximumDecision decide(Maximum before, PodPlaces pod) {
    return raiser.decide(RULES, before, List.of(pod), true, NOON);
  }

  private static Maximum raised(int connections) {
    return new Maximum(connections, NOON, NOON, MaximumReason.NearMaximum, "raised");
  }

  private static Maximum at(int connections) {
    return Maximum.asSpecified(connections, NOON);
  }

  private static PodPlaces full(int current, int maximum, long turnedAway) {
    return new PodPlaces("mail-0", current, current, current, maximum, turnedAway);
  }
}
