package dev.postroom.operator.round;

import dev.postroom.operator.limits.Effects;
import dev.postroom.operator.limits.Hold;
import dev.postroom.operator.limits.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Since when pods have not run with the last limits. For a moment that is the way of files; later
 * it is a fault that somebody has to see.
 */
record LateFiles(Optional<Instant> since) {

  static final LateFiles NONE = new LateFiles(Optional.empty());

  /** With what a look shows. */
  LateFiles seen(Optional<Hold> hold, Instant now) {
    return hold.filter(found -> found.reason() == Reason.LastRaiseNotApplied).isPresent()
        ? new LateFiles(since.or(() -> Optional.of(now)))
        : NONE;
  }

  /** The hold, by the name that it has after so long. */
  Optional<Hold> hold(Optional<Hold> hold, Instant now) {
    var waited = since.map(from -> Duration.between(from, now)).orElse(Duration.ZERO);
    return waited.compareTo(Effects.PATIENCE) < 0
        ? hold
        : hold.map(
            found ->
                new Hold(
                    Reason.RaiseWithoutEffect,
                    "%s, for %d minutes and longer; see the condition LimitsApplied and the pod's log"
                        .formatted(found.message(), Effects.PATIENCE.toMinutes())));
  }
}
