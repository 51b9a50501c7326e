package dev.postroom.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RollBudgetTest {

  private static final Place GRANTED = new Place.Given();

  private final RollBudget budget = new RollBudget(2);
  private Instant now = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void nobodyRollsUntilThoseThatDoAlreadyWereSeen() {
    assertThat(claim("a")).isEqualTo(new Place.Opening(1));
    rolling("x", "1");
    rolling("y", "1");
    after(RollBudget.SETTLING);

    assertThat(claim("a")).as("two roll already").isEqualTo(queued(1));
    budget.settled("x");
    assertThat(claim("a")).isEqualTo(GRANTED);
  }

  @Test
  void whileServersAreLookedAtForTheFirstTimeNobodyRolls() {
    claim("a");
    after(Duration.ofSeconds(1));
    budget.seen("b", now);
    after(Duration.ofSeconds(1));
    assertThat(claim("a")).isEqualTo(new Place.Opening(1));

    after(Duration.ofSeconds(1));
    assertThat(claim("a")).isEqualTo(GRANTED);
    budget.seen("made later", now);
    assertThat(claim("b")).as("settled once and for all").isEqualTo(GRANTED);
  }

  @Test
  void whoAsksFirstGoesFirst() {
    open();
    assertThat(claim("a")).isEqualTo(GRANTED);
    assertThat(claim("b")).isEqualTo(GRANTED);
    assertThat(claim("c")).isEqualTo(queued(1));
    assertThat(claim("d")).isEqualTo(queued(2));
    assertThat(budget.waiting()).isEqualTo(2);

    budget.settled("a");

    assertThat(claim("d")).as("c was there before").isEqualTo(new Place.Queued(2, 1, 2));
    assertThat(claim("c")).isEqualTo(GRANTED);
    assertThat(claim("d")).isEqualTo(queued(1));
    assertThat(budget.taken(now)).isEqualTo(2);
  }

  @Test
  void whoDoesNotAskAnyMoreLetsOthersPass() {
    open();
    claim("a");
    claim("b");
    claim("gone");
    claim("c");
    budget.settled("a");
    after(RollBudget.PATIENCE);

    assertThat(claim("c")).isEqualTo(GRANTED);
  }

  @Test
  void aRollThatIsStuckGivesItsPlaceBackAndGetsItAgainWhenItMoves() {
    open();
    rolling("stuck", "0/0/1");
    rolling("moves", "0/0/3");
    after(RollBudget.LEASE.minusSeconds(1));
    rolling("stuck", "0/0/1");
    rolling("moves", "1/1/3");
    assertThat(claim("c")).isEqualTo(queued(1));

    after(Duration.ofSeconds(1));
    rolling("stuck", "0/0/1");
    assertThat(claim("c")).isEqualTo(GRANTED);

    rolling("stuck", "1/1/1");
    assertThat(budget.taken(now)).as("those that roll are never stopped").isEqualTo(3);
  }

  @Test
  void aBudgetOfNothingIsRefused() {
    assertThatThrownBy(() -> new RollBudget(0))
        .hasMessage("postroom.rolls-at-once is 0; at least one server must be able to roll");
  }

  private static Place queued(int number) {
    return new Place.Queued(number, 2, 2);
  }

  private void open() {
    claim("nobody");
    budget.settled("nobody");
    after(RollBudget.SETTLING);
  }

  private Place claim(String server) {
    return budget.claim(server, now);
  }

  private void rolling(String server, String progress) {
    budget.rolling(server, progress, now);
  }

  private void after(Duration time) {
    now = now.plus(time);
  }
}
