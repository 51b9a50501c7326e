package dev.postroom.operator.events;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/**
 * Counts decisions of one kind by outcome and reason, as they come: what there never was has no
 * series. No address and no server is in a label.
 */
final class DecisionCounter {

  private final MeterRegistry registry;
  private final String name;

  DecisionCounter(MeterRegistry registry, String name) {
    this.registry = registry;
    this.name = name;
  }

  void count(Enum<?> outcome, Enum<?> reason) {
    registry
        .counter(name, "outcome", outcome.name().toLowerCase(Locale.ROOT), "reason", reason.name())
        .increment();
  }
}
