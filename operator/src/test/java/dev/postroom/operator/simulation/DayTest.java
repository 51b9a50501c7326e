package dev.postroom.operator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.limits.Decision.Outcome;
import dev.postroom.operator.limits.LedgerText;
import dev.postroom.operator.limits.MaximumReason;
import dev.postroom.operator.limits.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One day, with all that {@link Day} has in it, and what each of them got. */
class DayTest {

  /** Rounds in which a household may have too little room before it has enough. */
  static final int ROUNDS = 3;

  private static final World WORLD = World.busy(1);

  /** So many places are handed out that the bound on them means something. */
  private static final int MUCH = WORLD.room() * 3 / 4;

  private static final Set<String> EXPECTED =
      Set.of(
          DayLog.key(Day.OFFICE),
          DayLog.key(Day.GROWING),
          DayLog.key(Day.CLASS),
          DayLog.key(Day.WEBMAIL));

  private static DayLog day;

  @BeforeAll
  static void play() {
    day = Day.played(WORLD);
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
  void aClassThatComesWithTheBellIsServedWithinThreeRoundsOfBeingTurnedAway() {
    assertThat(day.reasons(Day.CLASS)).as(day.table(Day.CLASS)).contains(Reason.TurnedAway);
    assertThat(day.longestWait(Day.CLASS)).as(day.table(Day.CLASS)).isBetween(1, ROUNDS);
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
    assertThat(day.raised()).isEqualTo(EXPECTED);
  }

  /** Else one stolen account and an IPv6 network of one's own fill the memory of every pod. */
  @Test
  void oneAccountFromManyPrefixesGetsNoMorePlaces() {
    assertThat(day.maximumReasons()).contains(MaximumReason.TooFewUsers);
    assertThat(day.highestMaximum()).isEqualTo(WORLD.maximum());
  }

  @Test
  void whoeverLeavesIsBackAtTheBaseTheNextMorning() {
    assertThat(day.ledger().raises()).isEmpty();
    for (var office : List.of(Day.OFFICE, Day.GROWING)) {
      assertThat(day.changes(office).getLast().decision().limit())
          .as(day.table(office))
          .isEqualTo(WORLD.base());
    }
  }

  /**
   * An operator that starts anew knows the time of last need to five minutes, and says of nobody
   * for as long that he is gone.
   */
  @Test
  void everyLoweringComesAnHourAfterTheOneBefore() {
    var evening =
        day.changes(Day.OFFICE).stream()
            .filter(line -> line.decision().outcome() == Outcome.LOWERED)
            .toList();

    assertThat(evening).as(day.table(Day.OFFICE)).hasSizeGreaterThan(5);
    for (int i = 1; i < evening.size(); i++) {
      assertThat(Duration.between(evening.get(i - 1).at(), evening.get(i).at()))
          .as(day.table(Day.OFFICE))
          .isBetween(
              WORLD.quiet().minus(LedgerText.STEP),
              WORLD.quiet().plus(LedgerText.STEP).plus(WORLD.interval().multipliedBy(3)));
    }
  }

  @Test
  void allRaisesTogetherLeaveTheReserve() {
    assertThat(day.mostHandedOut()).isBetween(MUCH, WORLD.room());
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
      assertThat(day.highest(peer)).as(day.table(peer)).isLessThanOrEqualTo(World.MOST);
    }
  }

  @Test
  void noRestartOfTheOperatorLosesALimit() {
    assertThat(day.lost()).isEmpty();
  }
}
