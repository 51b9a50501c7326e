package dev.postroom.operator.round;

import dev.postroom.operator.limits.Maximum;
import dev.postroom.operator.limits.MaximumDecision;
import dev.postroom.operator.limits.MaximumRaiser;
import dev.postroom.operator.limits.MaximumRules;
import dev.postroom.operator.peers.FullPods;
import java.time.Instant;
import java.util.Optional;

/** How many connections a pod of one server may hold, from look to look. */
public final class ServerPlaces {

  private static final MaximumRaiser RAISER = new MaximumRaiser();

  private Optional<Maximum> maximum = Optional.empty();
  private Optional<MaximumDecision> latest = Optional.empty();
  private FullPods full = FullPods.NONE;
  private Instant lookedAt = Instant.MIN;

  /** What holds now; empty until it was read back. */
  public Optional<Maximum> maximum() {
    return maximum;
  }

  /** Takes note of what holds. */
  public void maximum(Maximum maximum) {
    this.maximum = Optional.of(maximum);
  }

  /** The last decision. */
  public Optional<MaximumDecision> latest() {
    return latest;
  }

  /**
   * Decides by a look; then {@link #maximum()} has what holds from now on.
   *
   * @return the decision; empty if it was decided by this look before
   */
  public Optional<MaximumDecision> decide(MaximumRules rules, Look look) {
    if (look.at().equals(lookedAt)) {
      return Optional.empty();
    }
    lookedAt = look.at();
    var reports = look.fresh(rules.stale());
    var pods = full.places(reports, rules.connectionsPerUser());
    full = full.seen(look.reports());
    var decision =
        RAISER.decide(
            rules, maximum.orElseThrow(), pods, pods.size() == look.reports().size(), look.at());
    maximum = Optional.of(decision.maximum());
    latest = Optional.of(decision);
    return latest;
  }
}
