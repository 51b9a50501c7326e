package dev.postroom.operator.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.limits.Decision;
import dev.postroom.operator.limits.Decision.Outcome;
import dev.postroom.operator.limits.Evidence;
import dev.postroom.operator.limits.EvidenceOf;
import dev.postroom.operator.limits.Reason;
import dev.postroom.operator.round.NotedPeers.Noted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NotedPeersTest {

  private static final String OFFICE = "203.0.113.7";
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final NotedPeers noted = new NotedPeers();

  @Test
  void aRefusalThatGoesOnIsNewsOnceInAWhile() {
    var held = decision(office(), Outcome.HELD, Reason.CeilingReached);

    assertThat(take(NOON, held)).containsExactly(held);
    assertThat(take(NOON.plusSeconds(2), held)).isEmpty();
    assertThat(take(NOON.plus(NotedPeers.KEPT).minusSeconds(1), held)).isEmpty();
    assertThat(take(NOON.plus(NotedPeers.KEPT), held)).containsExactly(held);
  }

  @Test
  void anotherReasonIsNewsAtOnceAndSoIsEveryChange() {
    take(NOON, decision(office(), Outcome.HELD, Reason.ReportMissing));
    var held = decision(office(), Outcome.HELD, Reason.CeilingReached);
    var raised = decision(office(), Outcome.RAISED, Reason.TurnedAway);

    assertThat(take(NOON.plusSeconds(2), held)).containsExactly(held);
    assertThat(take(NOON.plusSeconds(4), raised)).containsExactly(raised);
    assertThat(take(NOON.plusSeconds(6), raised)).containsExactly(raised);
  }

  @Test
  void waitingForTheLastRaiseAndKeepingOneAreNoNews() {
    assertThat(take(NOON, decision(office(), Outcome.HELD, Reason.LastRaiseNotApplied))).isEmpty();
    assertThat(take(NOON, decision(office(), Outcome.KEPT, Reason.TurnedAway))).isEmpty();
  }

  @Test
  void whatWasWorthTellingStandsWhileNothingElseIs() {
    take(NOON, decision(office(), Outcome.HELD, Reason.CeilingReached));

    take(NOON.plusSeconds(60), decision(office(), Outcome.KEPT, Reason.TurnedAway));

    assertThat(noted.all()).extracting(Noted::reason).containsExactly(Reason.CeilingReached);
  }

  /** An alert goes by it, so it must end when the refusals do, and when there is no pod to ask. */
  @Test
  void whoIsHeldBackIsCountedUntilHeIsNotAnyMore() {
    var colleague = EvidenceOf.peer("203.0.113.8").build();
    take(
        NOON,
        decision(office(), Outcome.HELD, Reason.CeilingReached),
        decision(colleague, Outcome.HELD, Reason.CeilingReached));
    assertThat(noted.held(Reason.CeilingReached, NOON)).isEqualTo(2);
    assertThat(noted.held(Reason.NobodyLoggedIn, NOON)).isZero();

    var later = NOON.plusSeconds(60);
    take(later, decision(office(), Outcome.RAISED, Reason.TurnedAway));
    assertThat(noted.held(Reason.CeilingReached, later)).isEqualTo(1);

    var longAfter = NOON.plus(NotedPeers.KEPT).plusSeconds(1);
    take(longAfter);
    assertThat(noted.held(Reason.CeilingReached, longAfter)).isZero();
  }

  @Test
  void whoWasHeldBackIsNotCountedWhenNoRoundWasForLong() {
    take(NOON, decision(office(), Outcome.HELD, Reason.CeilingReached));

    assertThat(noted.held(Reason.CeilingReached, NOON.plus(NotedPeers.KEPT))).isEqualTo(1);
    assertThat(noted.held(Reason.CeilingReached, NOON.plus(NotedPeers.KEPT).plusSeconds(1)))
        .isZero();
  }

  @Test
  void strangersDoNotFillTheMemoryAndMakeRoomForWhoeverIsKnown() {
    var strangers = new ArrayList<Decision>();
    for (int i = 0; i < NotedPeers.MAX + 500; i++) {
      var stranger = EvidenceOf.peer("10.0.%d.%d".formatted(i / 256, i % 256)).build();
      strangers.add(decision(stranger, Outcome.HELD, Reason.NobodyLoggedIn));
    }

    assertThat(take(NOON, strangers.toArray(Decision[]::new))).hasSize(NotedPeers.MAX);
    var held = decision(office(), Outcome.HELD, Reason.CeilingReached);
    assertThat(take(NOON.plusSeconds(2), held)).containsExactly(held);

    assertThat(noted.all())
        .hasSize(NotedPeers.MAX)
        .extracting(peer -> peer.latest().peer())
        .contains(OFFICE);
  }

  @Test
  void whatIsOldIsForgottenUnlessItIsRaised() {
    take(NOON, decision(office(), Outcome.RAISED, Reason.TurnedAway));
    var later = NOON.plus(NotedPeers.KEPT).plusSeconds(1);

    noted.take(List.of(), Set.of(OFFICE), later);
    assertThat(noted.all()).hasSize(1);
    noted.take(List.of(), Set.of(), later);
    assertThat(noted.all()).isEmpty();
  }

  private List<Decision> take(Instant now, Decision... decisions) {
    return noted.take(List.of(decisions), Set.of(), now);
  }

  private static Evidence office() {
    return EvidenceOf.peer(OFFICE).open(4).users(12).build();
  }

  private static Decision decision(Evidence evidence, Outcome outcome, Reason reason) {
    return new Decision(outcome, 8, 4, 4, 120, 8, evidence, reason, "why");
  }
}
