package dev.postroom.operator.events;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.limits.Decision;
import dev.postroom.operator.limits.Decision.Outcome;
import dev.postroom.operator.limits.Reason;
import java.util.Comparator;
import java.util.List;

/** Tells of decisions: every raise and every lowering, and why a raise was held back. */
public final class DecisionEvents {

  /** Of one round; an attack from a thousand addresses is one story, told by the status. */
  static final int MAX_PER_ROUND = 10;

  private final ServerEvents events;

  public DecisionEvents(ServerEvents events) {
    this.events = events;
  }

  /**
   * Publishes the first {@link #MAX_PER_ROUND} that are news: what changed before what was held
   * back, so that many who are held do not hide who was raised.
   */
  public void tell(ImapServer server, List<Decision> decisions) {
    decisions.stream()
        .filter(DecisionEvents::isWorthTelling)
        .sorted(Comparator.comparing(decision -> decision.outcome() == Outcome.HELD))
        .filter(decision -> tell(server, decision))
        .limit(MAX_PER_ROUND)
        .forEach(_ -> {});
  }

  /** Who waits for the last raise to take effect is decided on a moment later. */
  private static boolean isWorthTelling(Decision decision) {
    return decision.outcome() != Outcome.KEPT && decision.reason() != Reason.LastRaiseNotApplied;
  }

  private boolean tell(ImapServer server, Decision decision) {
    var message = decision.peer() + ": " + decision.message();
    return switch (decision.outcome()) {
      case RAISED ->
          events.normal(
              server, EventReason.LimitRaised, decision.peer() + " " + decision.limit(), message);
      case LOWERED ->
          events.normal(
              server, EventReason.LimitLowered, decision.peer() + " " + decision.limit(), message);
      case HELD ->
          events.warning(
              server, EventReason.LimitHeld, decision.peer() + " " + decision.reason(), message);
      case KEPT -> false;
    };
  }
}
