package dev.postroom.operator.events;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.limits.MaximumDecision;
import dev.postroom.operator.limits.MaximumReason;
import io.micrometer.core.instrument.MeterRegistry;

/** Tells of decisions about {@code connections.maximum}, as an Event and as a counter. */
public final class MaximumNews {

  private final ServerEvents events;
  private final DecisionCounter counter;

  public MaximumNews(ServerEvents events, MeterRegistry registry) {
    this.events = events;
    counter = new DecisionCounter(registry, "postroom.maximum.decisions");
  }

  /** Tells what changed, or was refused; a refusal that lasts is told and counted now and then. */
  public void tell(ImapServer server, MaximumDecision decision) {
    if (isNews(server, decision)) {
      counter.count(decision.outcome(), decision.reason());
    }
  }

  private boolean isNews(ImapServer server, MaximumDecision decision) {
    var matter = decision.maximum().connections() + " " + decision.reason();
    return switch (decision.outcome()) {
      case RAISED -> events.normal(server, EventReason.MaximumRaised, matter, decision.message());
      case LOWERED -> events.normal(server, EventReason.MaximumLowered, matter, decision.message());
      case HELD ->
          // The pods have it a moment later.
          decision.reason() != MaximumReason.LastMaximumNotApplied
              && events.warning(server, EventReason.MaximumHeld, matter, decision.message());
      case KEPT -> false;
    };
  }
}
