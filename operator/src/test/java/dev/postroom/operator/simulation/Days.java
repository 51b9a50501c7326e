package dev.postroom.operator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** What has to be so in every world, whatever a day brings. */
final class Days {

  /** A class comes at once, and a limit at most doubles a round. */
  private static final int CLASS_TIMES_BASE = 8;

  private static final int THUNDERBIRD = 5;

  private static final List<String> HOUSEHOLDS = List.of(Day.OFFICE, Day.GROWING, Day.CLASS);

  private static final Set<String> MAY_GAIN =
      Set.of(
          DayLog.key(Day.OFFICE),
          DayLog.key(Day.GROWING),
          DayLog.key(Day.CLASS),
          DayLog.key(Day.WEBMAIL));

  private Days() {}

  /**
   * Small enough to be played in a second; with room for all who have earned it, since who gets
   * what there is too little of is another question.
   */
  static Arbitrary<World> worlds() {
    var server =
        Combinators.combine(
            Arbitraries.longs(),
            Arbitraries.integers().between(10, 40),
            Arbitraries.integers().between(1, 3),
            Arbitraries.integers().between(1000, 1200),
            Arbitraries.of(20, 40, 60).map(Duration::ofSeconds),
            Arbitraries.of(30, 45, 60).map(Duration::ofMinutes));
    var people =
        Combinators.combine(
            Arbitraries.integers().between(2, 50),
            Arbitraries.integers().between(2, 16),
            Arbitraries.integers().between(2, 40),
            Arbitraries.integers().between(0, 40),
            Arbitraries.integers().between(0, 100),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 12),
            Arbitraries.of(false, false, false, true));
    return people
        .as(People::new)
        .flatMap(
            each ->
                server.as(
                    (seed, base, pods, maximum, interval, quiet) ->
                        new World(
                            seed,
                            base,
                            pods,
                            maximum,
                            interval,
                            quiet,
                            each.office(),
                            each.growing(),
                            Math.min(each.pupils(), CLASS_TIMES_BASE * base / THUNDERBIRD),
                            each.webmail(),
                            each.bots(),
                            each.lossy(),
                            each.restarts(),
                            each.thief())));
  }

  private record People(
      int office,
      int growing,
      int pupils,
      int webmail,
      int bots,
      int lossy,
      int restarts,
      boolean thief) {}

  static void judge(World world) {
    var day = Day.played(world);

    for (var household : HOUSEHOLDS) {
      assertThat(day.longestWait(household))
          .as("rounds until it is served: %s", day.table(household))
          .isLessThanOrEqualTo(DayTest.ROUNDS);
    }
    assertThat(MAY_GAIN).as("who may gain").containsAll(day.raised());
    assertThat(day.ledger().raises()).as("what is left in the morning").isEmpty();
    for (var peer : day.raised()) {
      assertThat(day.isRaisedAgainSoonAfterALowering(peer, world.quiet()))
          .as("swings: %s", day.table(peer))
          .isFalse();
      assertThat(day.highest(peer)).as(day.table(peer)).isLessThanOrEqualTo(World.MOST);
    }
    assertThat(day.lost()).as("lost without a decision").isEmpty();
    assertThat(day.mostHandedOut()).isLessThanOrEqualTo(world.room());
    assertThat(day.highestMaximum()).as("places of a pod").isEqualTo(world.maximum());
  }
}
