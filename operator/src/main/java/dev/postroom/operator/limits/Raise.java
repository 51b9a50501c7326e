package dev.postroom.operator.limits;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A raised limit, as the ledger keeps it.
 *
 * @param limit what the peer may hold
 * @param base what it started from when this was decided
 * @param since when it got this limit
 * @param needed when it was last seen to need it
 * @param proven when somebody was last seen to be logged in from there
 * @param users distinct users the last raise was earned by
 * @param wanted what they earned
 * @param refused turned away until then
 * @param reason why it got this limit
 * @param message the reason in words
 * @param suspended since when it is kept for later and not in force, because the mode is not Live
 */
public record Raise(
    int limit,
    int base,
    Instant since,
    Instant needed,
    Instant proven,
    int users,
    int wanted,
    long refused,
    Reason reason,
    String message,
    Optional<Instant> suspended) {

  /** Ledgers did not always say when a raise was proven, and never say that one is in force. */
  public Raise {
    proven = proven == null ? needed : proven;
    suspended = suspended == null ? Optional.empty() : suspended;
  }

  /** The raise that was just decided. */
  static Raise of(Decision decision, Instant now, Instant proven) {
    var evidence = decision.evidence();
    return new Raise(
        decision.limit(),
        decision.base(),
        now,
        now,
        proven,
        evidence.users(),
        decision.wanted(),
        evidence.refused(),
        decision.reason(),
        decision.message(),
        Optional.empty());
  }

  /** Whether the peer may hold so many now. */
  @JsonIgnore
  public boolean isInForce() {
    return suspended.isEmpty();
  }

  Raise neededAt(Instant now) {
    return with(now, proven, suspended);
  }

  Raise provenAt(Instant now) {
    return with(needed, now, suspended);
  }

  Raise suspendedAt(Instant now) {
    return with(needed, proven, Optional.of(now));
  }

  /** Without times after {@code now}, as a clock has written that was set back since. */
  Raise notAfter(Instant now) {
    return needed.isAfter(now) || proven.isAfter(now)
        ? stepped(time -> time.isAfter(now) ? now : time)
        : this;
  }

  /** With its times rounded by {@code step}. */
  Raise stepped(UnaryOperator<Instant> step) {
    return with(step.apply(needed), step.apply(proven), suspended);
  }

  private Raise with(Instant needed, Instant proven, Optional<Instant> suspended) {
    return new Raise(
        limit, base, since, needed, proven, users, wanted, refused, reason, message, suspended);
  }
}
