package dev.postroom.operator.rollout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;

/** Counts rolls by what caused them, and who rolls or waits now; no server in a label. */
public final class RolloutMetrics {

  private static final String ROLLS = "postroom.rolls";

  private final MeterRegistry registry;

  /** All series are there from the start: a rate needs its zero. */
  public RolloutMetrics(MeterRegistry registry, RollBudget budget, Clock clock) {
    this.registry = registry;
    for (var reason : RestartReason.values()) {
      counter(reason);
    }
    Gauge.builder("postroom.rolls.running", budget, b -> b.taken(clock.instant()))
        .description("Servers whose pods are being replaced.")
        .register(registry);
    Gauge.builder("postroom.rolls.waiting", budget, RollBudget::waiting)
        .description("Servers whose pods have to be replaced while others go first.")
        .register(registry);
  }

  /** A roll began; each reason is counted once. */
  void began(List<RestartCause> causes) {
    causes.stream().map(RestartCause::reason).distinct().forEach(r -> counter(r).increment());
  }

  private Counter counter(RestartReason reason) {
    return Counter.builder(ROLLS)
        .description("Rolls that began, by reason; one with two reasons counts for both.")
        .tag("reason", reason.name())
        .register(registry);
  }
}
