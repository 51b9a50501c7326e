package dev.postroom.operator.limits;

import java.time.Instant;

/**
 * A raised limit, as the ledger keeps it.
 *
 * @param limit what the peer may hold
 * @param base what it started from when this was decided
 * @param since when it got this limit
 * @param needed when it was last seen to need it
 * @param users distinct users the last raise was earned by
 * @param wanted what they earned
 * @param refused turned away until then
 * @param reason why it got this limit
 * @param message the reason in words
 */
public record Raise(
    int limit,
    int base,
    Instant since,
    Instant needed,
    int users,
    int wanted,
    long refused,
    Reason reason,
    String message) {

  Raise neededAt(Instant now) {
    return new Raise(limit, base, since, now, users, wanted, refused, reason, message);
  }
}
