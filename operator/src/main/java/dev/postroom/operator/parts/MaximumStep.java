package dev.postroom.operator.parts;

import dev.postroom.operator.events.MaximumNews;
import dev.postroom.operator.limits.Maximum;
import dev.postroom.operator.limits.MaximumRules;
import dev.postroom.operator.rollout.Children;
import dev.postroom.operator.rollout.LimitFiles;
import dev.postroom.operator.round.ServerMemory;
import java.time.Clock;

/** The part of a reconciliation that is about how many connections a pod holds in all. */
public final class MaximumStep {

  private final LimitFiles files;
  private final MaximumNews news;
  private final Clock clock;

  public MaximumStep(LimitFiles files, MaximumNews news, Clock clock) {
    this.files = files;
    this.news = news;
    this.clock = clock;
  }

  /** What a pod may hold now, read back where it is not remembered; never against the rules. */
  int inForce(Children children, ServerMemory memory) {
    var places = memory.places();
    var now = clock.instant();
    var rules = rules(children);
    if (places.maximum().isEmpty()) {
      places.maximum(
          files.readMaximum(children).orElseGet(() -> Maximum.asSpecified(rules.specified(), now)));
    }
    places.maximum(rules.bounded(places.maximum().orElseThrow(), now));
    return places.maximum().orElseThrow().connections();
  }

  /** Decides by the last look, if that was not done. */
  void decide(Children children, ServerMemory memory) {
    memory
        .places()
        .decide(rules(children), memory.look())
        .ifPresent(decision -> news.tell(children.server(), decision));
  }

  private static MaximumRules rules(Children children) {
    return MaximumRules.of(children.server().getSpec());
  }
}
