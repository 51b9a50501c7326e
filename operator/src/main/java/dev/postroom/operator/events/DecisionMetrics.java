package dev.postroom.operator.events;

import dev.postroom.operator.limits.Decision;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;

/** Counts decisions by outcome and reason; no address, no server in a label. */
public final class DecisionMetrics {

  private static final String NAME = "postroom.limit.decisions";

  private final MeterRegistry registry;

  public DecisionMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Counts what is news: a refusal that goes on counts again only after some minutes, so that the
   * counter tells of decisions and not of rounds.
   */
  public void count(List<Decision> news) {
    for (var decision : news) {
      registry
          .counter(
              NAME,
              "outcome",
              decision.outcome().name().toLowerCase(Locale.ROOT),
              "reason",
              decision.reason().name())
          .increment();
    }
  }
}
