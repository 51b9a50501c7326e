package dev.postroom.operator.limits;

import java.time.Instant;

/**
 * How many connections one pod holds: MAXDAEMONS as it is rendered.
 *
 * @param connections at least {@code connections.maximum} of the specification
 * @param since when it got this value
 * @param needed when nearly as many were last seen to be needed
 * @param reason why it has this value
 * @param message the reason in words
 */
public record Maximum(
    int connections, Instant since, Instant needed, MaximumReason reason, String message) {

  /** What the specification says. */
  public static Maximum asSpecified(int connections, Instant now) {
    return new Maximum(
        connections, now, now, MaximumReason.AsSpecified, "connections.maximum is " + connections);
  }

  Maximum neededAt(Instant now) {
    return new Maximum(connections, since, now, reason, message);
  }
}
