package dev.postroom.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RollBudgetProperties {

  /** Whatever the order in which servers ask and end, no more than the places are let in. */
  @Property
  void noMoreAreLetInThanThereArePlaces(
      @ForAll @IntRange(min = 1, max = 4) int places,
      @ForAll @Size(max = 100) List<@IntRange(min = 0, max = 15) Integer> steps) {
    var now = Instant.parse("2026-11-22T12:00:00Z");
    var budget = new RollBudget(places);
    budget.claim("first", now);
    budget.settled("first");
    now = now.plus(RollBudget.SETTLING);
    var inside = new HashSet<String>();
    for (int step : steps) {
      var server = "server-" + step / 2;
      if (step % 2 == 0) {
        if (budget.claim(server, now) instanceof Place.Given) {
          inside.add(server);
        }
      } else {
        budget.settled(server);
        inside.remove(server);
      }
      assertThat(inside).hasSizeLessThanOrEqualTo(places);
      assertThat(budget.taken(now)).isEqualTo(inside.size());
    }
  }

  /** Everybody who goes on asking gets in once others end. */
  @Property
  void nobodyWaitsForEver(
      @ForAll @IntRange(min = 1, max = 4) int places,
      @ForAll @IntRange(min = 1, max = 30) int servers) {
    var now = Instant.parse("2026-11-22T12:00:00Z");
    var budget = new RollBudget(places);
    budget.claim("first", now);
    budget.settled("first");
    now = now.plus(RollBudget.SETTLING);
    var done = new HashSet<Integer>();
    for (int round = 0; round < servers; round++) {
      for (int server = 0; server < servers; server++) {
        if (!done.contains(server)
            && budget.claim("server-" + server, now) instanceof Place.Given) {
          budget.settled("server-" + server);
          done.add(server);
        }
      }
    }
    assertThat(done).hasSize(servers);
  }
}
