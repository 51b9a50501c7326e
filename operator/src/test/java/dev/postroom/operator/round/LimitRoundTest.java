package dev.postroom.operator.round;

import static dev.postroom.operator.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.Servers;
import dev.postroom.operator.limits.Ledger;
import dev.postroom.operator.limits.LimitRules;
import dev.postroom.operator.limits.Raiser;
import dev.postroom.operator.peers.Nodes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LimitRoundTest {

  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final AtomicInteger looks = new AtomicInteger();
  private final ServerMemory memory = new ServerMemory();

  LimitRoundTest() {
    memory.rules(LimitRules.of(Servers.spec("{}")));
    memory.ledger(Ledger.EMPTY);
  }

  @Test
  void podsAreLookedAtOnceAnInterval() {
    run(NOON);
    run(NOON.plusSeconds(1));
    assertThat(looks).hasValue(1);

    run(NOON.plus(INTERVAL));
    assertThat(looks).hasValue(2);
  }

  @Test
  void aClockThatIsSetBackDelaysNoLook() {
    run(NOON);
    run(NOON.minusSeconds(3600));
    assertThat(looks).hasValue(2);

    run(NOON.minusSeconds(3600).plus(INTERVAL));
    assertThat(looks).hasValue(3);
  }

  private void run(Instant now) {
    var round =
        new LimitRound(
            (_, _) -> {
              looks.incrementAndGet();
              return List.of();
            },
            () -> Nodes.NONE,
            new Raiser(),
            Clock.fixed(now, ZoneOffset.UTC));
    round.run(memory, List.of(), "token", INTERVAL);
  }
}
