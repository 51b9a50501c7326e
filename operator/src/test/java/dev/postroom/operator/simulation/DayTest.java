package dev.postroom.operator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.limits.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One day, with all that {@link Day} has in it, and what each of them got. */
class DayTest {

  /** Rounds in which a household may have too little room before it has enough. */
  static final int ROUNDS = 3;

  private static DayLog day;

  @BeforeAll
  static void play() {
    day = Day.played(1);
  }

  @Test
  void officesAreServedWithinThreeRoundsOfTheirNeed() {
    for (var office : List.of(Day.OFFICE, Day.GROWING)) {
      assertThat(day.longestWait(office)).as(day.table(office)).isLessThanOrEqualTo(ROUNDS);
    }
    assertThat(day.highest(Day.OFFICE)).as(day.table(Day.OFFICE)).isBetween(250, 350);
    assertThat(day.highest(Day.GROWING)).as(day.table(Day.GROWING)).isBetween(80, 160);
  }

  @Test
  void aWebmailWithHundredsOfUsersGetsWhatItUsesAndNotWhatTheyEarn() {
    assertThat(day.highest(Day.WEBMAIL)).as(day.table(Day.WEBMAIL)).isBetween(40, 120);
  }

  @Test
  void whoGetsNothingIsToldWhy() {
    assertThat(day.reasons(Day.GREEDY))
        .as(day.table(Day.GREEDY))
        .contains(Reason.EarnedLimitReached);
    assertThat(day.reasons(Day.GUESSER))
        .as(day.table(Day.GUESSER))
        .contains(Reason.LoginsMostlyFail);
    assertThat(day.reasons(Day.BOT)).as(day.table(Day.BOT)).contains(Reason.NobodyLoggedIn);
  }

  @Test
  void nobodyElseGains() {
    for (var peer : List.of(Day.GREEDY, Day.GUESSER, Day.BOT)) {
      assertThat(day.highest(peer)).as(day.table(peer)).isEqualTo(Day.BASE);
    }
  }

  @Test
  void whoeverLeavesIsBackAtTheBaseTheNextMorning() {
    assertThat(day.ledger().raises()).isEmpty();
    for (var office : List.of(Day.OFFICE, Day.GROWING)) {
      assertThat(day.changes(office).getLast().decision().limit())
          .as(day.table(office))
          .isEqualTo(Day.BASE);
    }
  }

  @Test
  void nothingSwings() {
    for (var peer : day.raised()) {
      assertThat(day.isRaisedAgainSoonAfterALowering(peer, Duration.ofHours(1)))
          .as(day.table(peer))
          .isFalse();
    }
    assertThat(day.turns(Day.OFFICE)).as(day.table(Day.OFFICE)).isLessThanOrEqualTo(3);
  }

  @Test
  void noLimitIsHigherThanAllowed() {
    for (var peer : day.raised()) {
      assertThat(day.highest(peer)).as(day.table(peer)).isLessThanOrEqualTo(Day.CEILING / Day.PODS);
    }
  }

  @Test
  void noRestartOfTheOperatorLosesALimit() {
    assertThat(day.lost()).isEmpty();
  }
}
