package dev.postroom.operator.limits;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the raiser judges by.
 *
 * @param now the time
 * @param evidence one per peer
 * @param complete whether a peer that is not mentioned truly has no connection; false while a
 *     report is missing or was cut short
 * @param hold why nobody may be raised, if so
 */
public record Round(Instant now, List<Evidence> evidence, boolean complete, Optional<Hold> hold) {

  public Round {
    evidence = List.copyOf(evidence);
  }
}
