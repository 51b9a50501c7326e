package dev.postroom.operator.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.Servers;
import dev.postroom.operator.limits.Decision.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Bounds that hold whatever the reports say, for several peers in several pods over time. */
class RaiserProperties {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final List<String> PEERS =
      List.of("203.0.113.7", "198.51.100.1", "2001:db8:1:2:0:0:0:0/64", "192.0.2.1");
  private static final int ROUNDS = 20;

  private final Raiser raiser = new Raiser();

  @Property(tries = 200)
  void boundsHoldWhateverTheReportsSay(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 50) int base,
      @ForAll @IntRange(min = 1, max = 500) int ceiling,
      @ForAll @IntRange(min = 1, max = 100) int sharePercent,
      @ForAll @IntRange(max = 99) int reservePercent,
      @ForAll @IntRange(min = 50, max = 500) int maximum,
      @ForAll @IntRange(min = 1, max = 3) int pods)
      throws IOException {
    var rules = rules(base, ceiling, sharePercent, reservePercent, maximum).reaching(pods);
    var random = new Random(seed);
    var ledger = Ledger.EMPTY;
    var now = NOON;
    var everLoggedIn = new HashMap<String, Integer>();
    for (int i = 0; i < ROUNDS; i++) {
      now = now.plusSeconds(5);
      var uses = uses(random, pods, maximum);
      var evidence = evidence(random, uses, rules, ledger);
      evidence.forEach(peer -> everLoggedIn.merge(peer.peer(), peer.users(), Math::max));
      var round =
          new Round(now, true, evidence, true, uses, Effects.NONE, Optional.empty(), Set.of());

      var verdict = raiser.decide(rules, ledger, round);

      for (var decision : verdict.decisions()) {
        int before = ledger.limit(decision.peer(), rules);
        assertThat(decision.before()).isEqualTo(before);
        assertThat(decision.limit())
            .isEqualTo(verdict.ledger().limit(decision.peer(), rules))
            .isGreaterThanOrEqualTo(base)
            .isLessThanOrEqualTo(2 * before);
        if (decision.outcome() == Outcome.RAISED) {
          assertThat(decision.limit())
              .isGreaterThan(before)
              .isLessThanOrEqualTo(10 * everLoggedIn.get(decision.peer()));
          assertThat(decision.limit() * pods).isLessThanOrEqualTo(ceiling);
          assertThat(decision.limit()).isLessThanOrEqualTo(maximum * sharePercent / 100);
          assertThat(taken(uses, rules, verdict.ledger()))
              .isLessThanOrEqualTo(
                  Math.max(maximum * (100 - reservePercent) / 100, taken(uses, rules, ledger)));
        }
      }
      ledger = verdict.ledger();
    }
    assertThat(LedgerText.render(LedgerText.parse(LedgerText.render(ledger))))
        .isEqualTo(LedgerText.render(ledger));
  }

  @Property(tries = 200)
  void aRoundInWhichNothingIsAskedAndNothingIsDueChangesNothing(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int base) {
    var rules = rules(base, 500, 75, 10, 400);
    var random = new Random(seed);
    var uses = uses(random, 1, 400);
    var asked =
        new Round(
            NOON,
            true,
            evidence(random, uses, rules, Ledger.EMPTY),
            true,
            uses,
            Effects.NONE,
            Optional.empty(),
            Set.of());
    var raised = raiser.decide(rules, Ledger.EMPTY, asked).ledger();
    var idle =
        new Round(
            NOON.plusSeconds(1),
            true,
            List.of(),
            true,
            List.of(new PodUse(0, Map.of())),
            Effects.NONE,
            Optional.empty(),
            Set.of());

    var verdict = raiser.decide(rules, raised, idle);

    assertThat(verdict.ledger()).isSameAs(raised);
    assertThat(verdict.decisions()).allMatch(decision -> decision.outcome() == Outcome.KEPT);
  }

  private static List<PodUse> uses(Random random, int pods, int maximum) {
    var uses = new ArrayList<PodUse>();
    for (int pod = 0; pod < pods; pod++) {
      var open = new HashMap<String, Integer>();
      PEERS.forEach(peer -> open.put(peer, random.nextInt(maximum / PEERS.size())));
      int known = open.values().stream().mapToInt(Integer::intValue).sum();
      uses.add(new PodUse(known + random.nextInt(20), open));
    }
    return uses;
  }

  private static List<Evidence> evidence(
      Random random, List<PodUse> uses, LimitRules rules, Ledger ledger) {
    var evidence = new ArrayList<Evidence>();
    for (var peer : PEERS) {
      int open = uses.stream().mapToInt(use -> use.of(peer)).max().orElse(0);
      evidence.add(
          EvidenceOf.peer(peer)
              .open(open)
              .users(random.nextInt(60))
              .failedLogins(random.nextInt(60))
              .refusedAt(random.nextBoolean() ? ledger.limit(peer, rules) : 0)
              .build());
    }
    return evidence;
  }

  /** What raised peers may hold and others hold, in the pod where that is most. */
  private static int taken(List<PodUse> uses, LimitRules rules, Ledger ledger) {
    int most = 0;
    for (var use : uses) {
      int taken = use.current();
      for (var peer : ledger.raises().keySet()) {
        taken += Math.max(ledger.limit(peer, rules) - use.of(peer), 0);
      }
      most = Math.max(most, taken);
    }
    return most;
  }

  private static LimitRules rules(
      int base, int ceiling, int sharePercent, int reservePercent, int maximum) {
    return LimitRules.of(
        Servers.spec(
                """
                connections:
                  maximum: %d
                  perAddress:
                    limit: %d
                    autoRaise: {ceiling: %d, sharePercent: %d, reservePercent: %d, quietSeconds: 10}
                """
                    .formatted(maximum, base, ceiling, sharePercent, reservePercent))
            .connections());
  }
}
