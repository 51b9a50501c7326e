package dev.postroom.operator.rollout;

import dev.postroom.crds.RolloutStatus;
import dev.postroom.crds.RolloutStatus.Phase;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Follows the StatefulSet's controller while it replaces pods, and tells how far it is. */
final class RolloutWatch {

  private final RolloutTidings tidings;
  private final RollBudget budget;
  private final Clock clock;

  RolloutWatch(RolloutTidings tidings, RollBudget budget, Clock clock) {
    this.tidings = tidings;
    this.budget = budget;
    this.clock = clock;
  }

  /**
   * Takes note of a roll that is under way, whoever began it.
   *
   * @param template hash of the template in force
   */
  Optional<RollProgress> look(Children children, RolloutMemory memory, String template) {
    var now = clock.instant();
    var server = children.server();
    budget.seen(server.getMetadata().getUid(), now);
    var progress =
        children
            .statefulSet()
            .map(set -> RollProgress.of(set, children.pods(), template, memory.rolling(), now));
    if (progress.filter(RollProgress::rolling).isPresent()) {
      if (!memory.rolling()) {
        memory.began(remembered(server.getStatus() == null ? null : server.getStatus().rollout()));
      }
      budget.rolling(server.getMetadata().getUid(), progress.get().text(), now);
    } else if (memory.rolling() && progress.isPresent()) {
      budget.settled(server.getMetadata().getUid());
      tidings.rolled(server, progress.get(), memory.reasons());
      memory.ended();
    }
    return progress;
  }

  /** The state for the status. */
  RolloutState state(
      Children children, RolloutMemory memory, Outcome outcome, Optional<RollProgress> progress) {
    boolean rolling = memory.rolling() && outcome.phase() == Phase.Settled;
    var trouble = progress.flatMap(RollProgress::trouble);
    var phase = rolling ? trouble.isPresent() ? Phase.Stuck : Phase.Rolling : outcome.phase();
    return new RolloutState(
        phase,
        rolling ? memory.reasons() : outcome.reasons(),
        phase == Phase.Stuck ? trouble.orElseThrow().message() : outcome.message(),
        progress.map(RollProgress::updated).orElse(0),
        progress.map(RollProgress::total).orElse(0),
        outcome.update(),
        trouble,
        alterations(children, memory));
  }

  /** Of the template in force, once it is the StatefulSet's. */
  private static List<String> alterations(Children children, RolloutMemory memory) {
    var inForce = memory.rendered().hash();
    return children
        .statefulSet()
        .filter(
            set ->
                Optional.ofNullable(set.getMetadata().getAnnotations())
                    .map(annotations -> annotations.get(Rollout.TEMPLATE))
                    .filter(inForce::equals)
                    .isPresent())
        .map(
            set ->
                Alterations.of(
                    memory.inForce().orElseThrow().template(), set.getSpec().getTemplate()))
        .orElse(List.of());
  }

  /** Why pods are replaced, as an operator before this one wrote it. */
  private static List<String> remembered(RolloutStatus status) {
    return status == null ? List.of() : status.reasons();
  }
}
