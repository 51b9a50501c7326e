package dev.postroom.operator;

import dev.postroom.operator.events.DecisionEvents;
import dev.postroom.operator.events.DecisionMetrics;
import dev.postroom.operator.render.Rendering;
import dev.postroom.operator.rollout.Children;
import dev.postroom.operator.rollout.LimitFiles;
import dev.postroom.operator.rollout.ReportTokens;
import dev.postroom.operator.round.LimitRound;
import dev.postroom.operator.round.ServerMemory;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The part of a reconciliation that is about limits: look, decide, apply, tell. */
final class LimitStep {

  private final LimitFiles files;
  private final ReportTokens tokens;
  private final LimitRound round;
  private final DecisionEvents events;
  private final DecisionMetrics metrics;
  private final Clock clock;

  LimitStep(
      LimitFiles files,
      ReportTokens tokens,
      LimitRound round,
      DecisionEvents events,
      DecisionMetrics metrics,
      Clock clock) {
    this.files = files;
    this.tokens = tokens;
    this.round = round;
    this.events = events;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Looks at the pods and decides nothing: for a server that is paused. */
  void look(Children children, Rendering rendering, ServerMemory memory) {
    if (rendering instanceof Rendering.Valid) {
      memory.rules(children.server().getSpec());
    }
    memory.ledger(files.read(children));
    tokens
        .find(children.server())
        .ifPresent(token -> round.look(memory, children.readyPods(), token));
  }

  /**
   * Runs a round if one is due and applies the limits.
   *
   * @return the hash of the access map that the pods should run with; empty if there never were
   *     rules for one
   */
  Optional<String> run(
      Children children, Rendering rendering, ServerMemory memory, Duration interval) {
    if (rendering instanceof Rendering.Valid) {
      memory.rules(children.server().getSpec());
    }
    if (memory.rules().isEmpty()) {
      return Optional.empty();
    }
    if (memory.ledger().isEmpty()) {
      memory.ledger(files.read(children));
    }
    // Also when there is no pod yet: the first one cannot start without it.
    var token = memory.token(() -> tokens.of(children.server()), clock.instant());
    var decisions = round.run(memory, children.readyPods(), token, interval);
    var texts = memory.texts();
    files.apply(children, texts, memory.applied());
    events.tell(children.server(), decisions);
    metrics.count(decisions);
    return Optional.of(texts.hash());
  }
}
