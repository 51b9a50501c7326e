package dev.postroom.operator.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.AutoRaise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Bounds that hold whatever the reports say. */
class RaiserProperties {

  private static final String PEER = "203.0.113.7";
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final Raiser raiser = new Raiser();

  @Property
  void aLimitStaysBetweenItsBaseAndWhatIsAllowedAndAtMostDoubles(
      @ForAll @IntRange(min = 1, max = 50) int base,
      @ForAll @IntRange(min = 1, max = 500) int ceiling,
      @ForAll @IntRange(min = 1, max = 500) int share,
      @ForAll @Size(max = 30) List<@IntRange(max = 600) Integer> connections,
      @ForAll @IntRange(max = 100) int users,
      @ForAll @IntRange(max = 200) int failedLogins) {
    var rules =
        new LimitRules(
            AutoRaise.Mode.Live,
            base,
            List.of(),
            ceiling,
            share,
            10,
            95,
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            64);
    var ledger = Ledger.EMPTY;
    int before = base;
    var now = NOON;
    for (int open : connections) {
      now = now.plusSeconds(5);
      var evidence = new Evidence(PEER, open, users, users, failedLogins, 1, open % 2 * before);
      ledger =
          raiser
              .decide(rules, ledger, new Round(now, List.of(evidence), true, Optional.empty()))
              .ledger();
      int limit = ledger.raises().containsKey(PEER) ? ledger.raises().get(PEER).limit() : base;
      assertThat(limit)
          .isBetween(base, Math.max(base, Math.min(users * 10, Math.min(ceiling, share))))
          .isLessThanOrEqualTo(2 * before);
      before = limit;
    }
  }
}
