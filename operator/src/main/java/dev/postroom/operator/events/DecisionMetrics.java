package dev.postroom.operator.events;

import dev.postroom.operator.limits.Decision;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Counts decisions by outcome and reason; no address, no server in a label. */
public final class DecisionMetrics {

  private final DecisionCounter counter;

  public DecisionMetrics(MeterRegistry registry) {
    counter = new DecisionCounter(registry, "postroom.limit.decisions");
  }

  /**
   * Counts what is news: a refusal that goes on counts again only after some minutes, so that the
   * counter tells of decisions and not of rounds.
   */
  public void count(List<Decision> news) {
    news.forEach(decision -> counter.count(decision.outcome(), decision.reason()));
  }
}
