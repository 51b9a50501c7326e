package dev.postroom.operator.rollout;

import dev.postroom.crds.ImapServer;
import dev.postroom.crds.RolloutStatus.Phase;
import dev.postroom.operator.rollout.RolloutDecision.AwaitDeletion;
import dev.postroom.operator.rollout.RolloutDecision.Blocked;
import dev.postroom.operator.rollout.RolloutDecision.Create;
import dev.postroom.operator.rollout.RolloutDecision.Live;
import dev.postroom.operator.rollout.RolloutDecision.Nothing;
import dev.postroom.operator.rollout.RolloutDecision.Recreate;
import dev.postroom.operator.rollout.RolloutDecision.Roll;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.time.Clock;

/** Carries decisions out, as far as they are more than objects to apply or to delete. */
final class Execution {

  private final RolloutTidings tidings;
  private final RollBudget budget;
  private final RolloutMetrics metrics;
  private final Clock clock;

  Execution(RolloutTidings tidings, RollBudget budget, RolloutMetrics metrics, Clock clock) {
    this.tidings = tidings;
    this.budget = budget;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Carries a decision out; the memory then has the template that is in force. */
  Outcome of(RolloutDecision decision, Children children, RolloutMemory memory) {
    var server = children.server();
    return switch (decision) {
      case Create(PodTemplateSpec template) -> {
        memory.inForce(new TemplateInForce(server.getSpec(), template));
        yield Outcome.settled("");
      }
      case Nothing(String update) -> kept(server, memory, update);
      case Live(var _, String update) -> kept(server, memory, update);
      case Roll roll -> roll(roll, server, memory);
      case Blocked(var causes, String why) -> {
        tidings.blocked(server, why);
        yield Outcome.held(
            Phase.Blocked, causes, "the pods stay as they are, new ones could not serve: " + why);
      }
      case Recreate(var fields) -> {
        tidings.recreating(server, fields);
        yield Outcome.recreating(String.join(", ", fields) + " cannot be changed in place");
      }
      case AwaitDeletion() -> Outcome.recreating("the StatefulSet is being deleted");
    };
  }

  private Outcome kept(ImapServer server, RolloutMemory memory, String update) {
    if (!update.isEmpty()) {
      tidings.updateWaits(server, update);
    }
    var template = memory.inForce().orElseThrow().template();
    memory.inForce(new TemplateInForce(server.getSpec(), template));
    return Outcome.settled(update);
  }

  /** Whoever is rolling already goes on: what is new may be what mends it. */
  private Outcome roll(Roll roll, ImapServer server, RolloutMemory memory) {
    var reasons = roll.causes().stream().map(RestartCause::words).toList();
    if (!memory.rolling() && server.getSpec().replicas() > 0) {
      switch (budget.claim(server.getMetadata().getUid(), clock.instant())) {
        case Place.Given() -> {}
        case Place.Queued(int number, int taken, int places) -> {
          tidings.waits(server, reasons);
          return Outcome.held(
              Phase.Waiting,
              roll.causes(),
              "%d of %d servers that may roll at once are rolling; this one is number %d in the queue"
                  .formatted(taken, places, number));
        }
        case Place.Opening(int number) -> {
          return Outcome.held(
              Phase.Waiting,
              roll.causes(),
              "the operator was started just now and first looks which servers are rolling; this one is number %d in the queue"
                  .formatted(number));
        }
      }
    }
    memory.inForce(new TemplateInForce(server.getSpec(), roll.template()));
    memory.began(reasons);
    tidings.rolling(server, reasons);
    metrics.began(roll.causes());
    return Outcome.settled("");
  }
}
