package dev.postroom.operator.events;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.limits.MaximumDecision;
import dev.postroom.operator.limits.MaximumReason;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Tells of decisions about {@code connections.maximum}, as an Event and as a counter. */
public final class MaximumNews {

  private static final String NAME = "postroom.maximum.decisions";

  private final ServerEvents events;
  private final MeterRegistry registry;

  public MaximumNews(ServerEvents events, MeterRegistry registry) {
    this.events = events;
    this.registry = registry;
  }

  /** Tells what changed, or was refused; a refusal that lasts is told and counted now and then. */
  public void tell(ImapServer server, MaximumDecision decision) {
    if (isNews(server, decision)) {
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
