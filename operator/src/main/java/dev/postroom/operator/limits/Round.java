package dev.postroom.operator.limits;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the raiser judges by.
 *
 * @param now the time
 * @param warm whether the rounds have gone on long enough to say that something was not needed;
 *     false in the first minutes of an operator
 * @param evidence one per peer
 * @param absenceCertain whether a peer that is not mentioned truly has no connection
 * @param uses what is open, by pod
 * @param effects of which peers the pods do not say the limit they were given
 * @param hold why nobody may be raised, if so
 * @param pinned peers whose limit is not for the raiser to decide
 */
public record Round(
    Instant now,
    boolean warm,
    List<Evidence> evidence,
    boolean absenceCertain,
    List<PodUse> uses,
    Effects effects,
    Optional<Hold> hold,
    Set<String> pinned) {

  public Round {
    evidence = List.copyOf(evidence);
    uses = List.copyOf(uses);
    pinned = Set.copyOf(pinned);
  }
}
