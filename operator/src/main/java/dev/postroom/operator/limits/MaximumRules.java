package dev.postroom.operator.limits;

import dev.postroom.crds.ImapServerSpec;
import java.time.Duration;
import java.time.Instant;

/**
 * Between which bounds the number of places of a pod rises by itself.
 *
 * @param specified {@code connections.maximum}
 * @param ceiling {@code connections.maximumCeiling}; without one the same as {@code specified}
 * @param connectionsPerUser with how many of his sessions a user counts
 * @param memory as many as the pod's memory limit has room for
 * @param quiet how long places must have been unneeded before they are taken back
 * @param stale how old a report may be
 */
public record MaximumRules(
    int specified,
    int ceiling,
    int connectionsPerUser,
    int memory,
    Duration quiet,
    Duration stale) {

  /** What a server takes without connections, by its measurements, and somewhat more. */
  private static final long BASE_BYTES = 256L << 20;

  /**
   * What a connection at work may take: some 9 KiB while idle under TLS, 300 KiB once it
   * compresses, and what a command reads.
   */
  private static final long BYTES_PER_CONNECTION = 128L << 10;

  /** The rules of a specification. */
  public static MaximumRules of(ImapServerSpec spec) {
    var connections = spec.connections();
    int ceiling =
        connections.maximumCeiling() == null
            ? connections.maximum()
            : Math.max(connections.maximum(), connections.maximumCeiling());
    long memory =
        spec.pod()
            .memoryLimit()
            .map(limit -> limit.getNumericalAmount().longValue())
            .map(limit -> Math.max(0, (limit - BASE_BYTES) / BYTES_PER_CONNECTION))
            .orElse((long) ceiling);
    return new MaximumRules(
        connections.maximum(),
        ceiling,
        connections.perAddress().autoRaise().connectionsPerUser(),
        (int) Math.min(Integer.MAX_VALUE, memory),
        Duration.ofSeconds(connections.perAddress().autoRaise().quietSeconds()),
        Duration.ofSeconds(connections.perAddress().autoRaise().staleSeconds()));
  }

  /** What is left of a maximum by these rules; the same where they agree. */
  public Maximum bounded(Maximum maximum, Instant now) {
    boolean never = maximum.reason() == MaximumReason.AsSpecified || ceiling == specified;
    if (maximum.connections() < specified || maximum.connections() > specified && never) {
      return Maximum.asSpecified(specified, now);
    }
    return maximum.connections() <= bound()
        ? maximum
        : new Maximum(
            bound(),
            now,
            now,
            MaximumReason.LessAllowed,
            "connections.maximum, maximumCeiling and the memory limit allow %d now"
                .formatted(bound()));
  }

  /** The most a pod may hold; what the specification says itself is never doubted. */
  int bound() {
    return Math.max(specified, Math.min(ceiling, memory));
  }
}
