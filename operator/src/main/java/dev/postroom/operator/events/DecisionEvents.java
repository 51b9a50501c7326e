package dev.postroom.operator.events;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.limits.Decision;
import java.util.List;

/** Tells of decisions: every raise and every lowering, and why a raise was held back. */
public final class DecisionEvents {

  /** Of one round; an attack from a thousand addresses is one story, told by the status. */
  static final int MAX_PER_ROUND = 10;

  private final ServerEvents events;

  public DecisionEvents(ServerEvents events) {
    this.events = events;
  }

  /** Publishes the first {@link #MAX_PER_ROUND} that are news. */
  public void tell(ImapServer server, List<Decision> decisions) {
    decisions.stream()
        .filter(decision -> decision.outcome() != Decision.Outcome.KEPT)
        .limit(MAX_PER_ROUND)
        .forEach(decision -> tell(server, decision));
  }

  private void tell(ImapServer server, Decision decision) {
    var message = decision.peer() + ": " + decision.message();
    switch (decision.outcome()) {
      case RAISED ->
          events.normal(server, "LimitRaised", decision.peer() + decision.limit(), message);
      case LOWERED ->
          events.normal(server, "LimitLowered", decision.peer() + decision.limit(), message);
      case HELD ->
          events.warning(server, "LimitHeld", decision.peer() + decision.reason(), message);
      case KEPT -> {}
    }
  }
}
