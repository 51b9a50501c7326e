package dev.postroom.operator.parts;

import dev.postroom.crds.Annotations;
import dev.postroom.operator.desired.LedgerConfigMap;
import dev.postroom.operator.events.DecisionEvents;
import dev.postroom.operator.events.DecisionMetrics;
import dev.postroom.operator.limits.Decision;
import dev.postroom.operator.limits.MaximumReason;
import dev.postroom.operator.limits.MaximumText;
import dev.postroom.operator.render.LimitTexts;
import dev.postroom.operator.render.Rendering;
import dev.postroom.operator.rollout.Children;
import dev.postroom.operator.rollout.LimitFiles;
import dev.postroom.operator.rollout.ReportTokens;
import dev.postroom.operator.round.BroughtLimits;
import dev.postroom.operator.round.LimitRound;
import dev.postroom.operator.round.LookPace;
import dev.postroom.operator.round.ServerMemory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The part of a reconciliation that is about limits: look, decide, apply, tell. */
public final class LimitStep {

  private final LimitFiles files;
  private final ReportTokens tokens;
  private final LimitRound round;
  private final LookPace pace;
  private final DecisionEvents events;
  private final DecisionMetrics metrics;
  private final MaximumStep maximums;
  private final Clock clock;

  public LimitStep(
      LimitFiles files,
      ReportTokens tokens,
      LimitRound round,
      LookPace pace,
      DecisionEvents events,
      DecisionMetrics metrics,
      MaximumStep maximums,
      Clock clock) {
    this.files = files;
    this.tokens = tokens;
    this.round = round;
    this.pace = pace;
    this.events = events;
    this.metrics = metrics;
    this.maximums = maximums;
    this.clock = clock;
  }

  /** Looks at the pods and decides nothing: for a server that is paused. */
  public void look(Children children, Rendering rendering, ServerMemory memory) {
    if (rendering instanceof Rendering.Valid) {
      rules(children, memory);
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
  public Optional<String> run(
      Children children, Rendering rendering, ServerMemory memory, Duration interval) {
    if (rendering instanceof Rendering.Valid) {
      rules(children, memory);
    }
    if (memory.rules().isEmpty()) {
      return Optional.empty();
    }
    if (memory.ledger().isEmpty()) {
      memory.ledger(files.read(children));
      children.kept(LedgerConfigMap.FORGOTTEN_FILE).ifPresent(memory.orders()::readBack);
      children
          .kept(LedgerConfigMap.GUESSERS_FILE)
          .ifPresent(kept -> memory.readBackLogins(kept, clock.instant()));
    }
    var ordered = follow(children, memory);
    memory
        .orders()
        .problems()
        .forEach(problem -> events.passedOver(children.server(), problem.toString()));
    // Also when there is no pod yet: the first one cannot start without it.
    var token = memory.token(() -> tokens.of(children.server(), memory.applied()), clock.instant());
    var decisions = round.run(memory, children.readyPods(), token, interval);
    var texts = memory.texts();
    bring(children, texts, memory);
    for (var told : List.of(ordered, decisions)) {
      events.tell(children.server(), told);
      metrics.count(told);
    }
    maximums.decide(children, memory);
    return Optional.of(texts.hash());
  }

  /** How long to wait for the next look. */
  public Duration untilNext(ServerMemory memory, Duration interval) {
    return pace.untilNext(memory.look(), interval, clock.instant());
  }

  /**
   * Listens to the pods where they can tell that there is something to see.
   *
   * @param ring runs when one of them does; must not block
   * @return how long to wait for the next look all the same
   */
  public Duration listen(Children children, ServerMemory memory, Duration interval, Runnable ring) {
    return pace.listen(memory, children.readyPods(), interval, ring, clock.instant());
  }

  /** Rounds come every few seconds, and mostly nothing is otherwise than after the last one. */
  private void bring(Children children, LimitTexts texts, ServerMemory memory) {
    var beside = kept(memory);
    var wanted =
        new BroughtLimits(texts.imapaccess(), texts.ledgerText(), beside, children.versions());
    if (!memory.brought(wanted)) {
      files.apply(children, texts, beside, memory.applied());
      if (memory.applied().isRepaired()) {
        memory.bring(wanted);
      }
    }
  }

  /** How many connections a pod may hold now. */
  public int maximum(Children children, ServerMemory memory) {
    return maximums.inForce(children, memory);
  }

  private void rules(Children children, ServerMemory memory) {
    memory.rules(children.server().getSpec());
    memory.rules(memory.rules().orElseThrow().withMaximum(maximum(children, memory)));
  }

  private List<Decision> follow(Children children, ServerMemory memory) {
    var server = children.server();
    return memory
        .orders()
        .follow(
            Annotations.of(server),
            memory,
            server.getSpec().connections().maximum(),
            clock.instant());
  }

  private static Map<String, String> kept(ServerMemory memory) {
    var kept = new TreeMap<String, String>();
    memory
        .places()
        .maximum()
        .filter(maximum -> maximum.reason() != MaximumReason.AsSpecified)
        .ifPresent(maximum -> kept.put(LedgerConfigMap.MAXIMUM_FILE, MaximumText.render(maximum)));
    if (!memory.orders().kept().isEmpty()) {
      kept.put(LedgerConfigMap.FORGOTTEN_FILE, memory.orders().kept());
    }
    var guessers = memory.keptLogins();
    if (!guessers.isEmpty()) {
      kept.put(LedgerConfigMap.GUESSERS_FILE, guessers);
    }
    return kept;
  }
}
