package dev.postroom.operator.round;

import dev.postroom.operator.limits.Decision;
import dev.postroom.operator.limits.Decision.Outcome;
import dev.postroom.operator.limits.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The last thing worth telling of each peer. A decision stands for a while, so that a person who
 * looks between two refusals still reads why the limit is not raised.
 */
public final class NotedPeers {

  static final Duration KEPT = Duration.ofMinutes(10);

  /** Many more than a status shows; an attacker's addresses must not fill the memory. */
  static final int MAX = 2000;

  /**
   * A peer.
   *
   * @param latest the newest decision, for its numbers
   * @param reason of the decision that is worth telling
   * @param message of the same
   * @param at when that was decided
   */
  public record Noted(Decision latest, Reason reason, String message, Instant at) {}

  private final Map<String, Noted> peers = new LinkedHashMap<>();

  /** Takes in a round's decisions and forgets what is old. */
  void take(List<Decision> decisions, Set<String> raised, Instant now) {
    for (var decision : decisions) {
      var before = peers.get(decision.peer());
      if (before == null || isNews(decision)) {
        if (before != null || peers.size() < MAX) {
          peers.put(
              decision.peer(), new Noted(decision, decision.reason(), decision.message(), now));
        }
      } else {
        peers.put(
            decision.peer(),
            isOld(before, now)
                ? new Noted(decision, decision.reason(), decision.message(), before.at())
                : new Noted(decision, before.reason(), before.message(), before.at()));
      }
    }
    peers
        .entrySet()
        .removeIf(peer -> isOld(peer.getValue(), now) && !raised.contains(peer.getKey()));
  }

  /** All that is noted. */
  public Collection<Noted> all() {
    return List.copyOf(peers.values());
  }

  /** Waiting for the last raise to take effect takes a moment, and is no reason of its own. */
  private static boolean isNews(Decision decision) {
    return decision.outcome() != Outcome.KEPT && decision.reason() != Reason.LastRaiseNotApplied;
  }

  private static boolean isOld(Noted noted, Instant now) {
    return noted.at().plus(KEPT).isBefore(now);
  }
}
