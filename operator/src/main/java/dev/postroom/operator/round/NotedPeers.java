package dev.postroom.operator.round;

import dev.postroom.operator.limits.Decision;
import dev.postroom.operator.limits.Decision.Outcome;
import dev.postroom.operator.limits.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The last thing worth telling of each peer. A decision stands for a while, so that a person who
 * looks between two refusals still reads why the limit is not raised; and the same decision again
 * is no news meanwhile, however often it is made.
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
   * @param at when that was decided last
   * @param told when it was news
   */
  public record Noted(Decision latest, Reason reason, String message, Instant at, Instant told) {

    /** A stranger whose place may be given to somebody who is known. */
    private boolean isStranger() {
      return latest.outcome() == Outcome.HELD && latest.evidence().users() == 0;
    }
  }

  private final Map<String, Noted> peers = new LinkedHashMap<>();

  private record Held(Map<Reason, Integer> peers, Instant at) {}

  // Metrics read it while a round goes on.
  private volatile Held held = new Held(Map.of(), Instant.MIN);

  /**
   * Takes in a round's decisions and forgets what is old.
   *
   * @return those that are news: every change of a limit, and a refusal to change one unless the
   *     same was told within {@link #KEPT}; of strangers no more than there is room to remember
   */
  List<Decision> take(List<Decision> decisions, Set<String> raised, Instant now) {
    var news = new ArrayList<Decision>();
    for (var decision : decisions) {
      var before = Optional.ofNullable(peers.get(decision.peer()));
      if (before.isEmpty() && !makesRoomFor(decision)) {
        continue;
      }
      boolean isNews = isNews(decision, before, now);
      if (isNews) {
        news.add(decision);
      }
      peers.put(decision.peer(), noted(decision, before, isNews, now));
    }
    peers
        .entrySet()
        .removeIf(peer -> isOld(peer.getValue(), now) && !raised.contains(peer.getKey()));
    held = new Held(countHeld(now), now);
    return news;
  }

  /**
   * How many peers asked for more within {@link #KEPT} and were not given it for this reason; none
   * when no round was for as long. Any thread may ask.
   */
  public int held(Reason reason, Instant now) {
    var last = held;
    return last.at().isBefore(now.minus(KEPT)) ? 0 : last.peers().getOrDefault(reason, 0);
  }

  private Map<Reason, Integer> countHeld(Instant now) {
    var counts = new EnumMap<Reason, Integer>(Reason.class);
    for (var noted : peers.values()) {
      if (Reason.HOLDING.contains(noted.reason()) && !isOld(noted, now)) {
        counts.merge(noted.reason(), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** All that is noted. */
  public Collection<Noted> all() {
    return List.copyOf(peers.values());
  }

  private static boolean isNews(Decision decision, Optional<Noted> before, Instant now) {
    return switch (decision.outcome()) {
      case RAISED, LOWERED -> true;
      case HELD ->
          isWorthNoting(decision)
              && before
                  .filter(noted -> noted.reason() == decision.reason())
                  .filter(noted -> noted.told().plus(KEPT).isAfter(now))
                  .isEmpty();
      case KEPT -> false;
    };
  }

  private static Noted noted(
      Decision decision, Optional<Noted> before, boolean isNews, Instant now) {
    if (before.isEmpty() || isNews) {
      return new Noted(decision, decision.reason(), decision.message(), now, now);
    }
    var noted = before.get();
    if (isWorthNoting(decision)) {
      return new Noted(decision, decision.reason(), decision.message(), now, noted.told());
    }
    return isOld(noted, now)
        ? new Noted(decision, decision.reason(), decision.message(), noted.at(), noted.told())
        : new Noted(decision, noted.reason(), noted.message(), noted.at(), noted.told());
  }

  /** Waiting for the last raise to take effect takes a moment, and is no reason of its own. */
  private static boolean isWorthNoting(Decision decision) {
    return decision.outcome() != Outcome.KEPT && decision.reason() != Reason.LastRaiseNotApplied;
  }

  /** Whoever is known, or has a raised limit, takes the place of a stranger. */
  private boolean makesRoomFor(Decision decision) {
    if (peers.size() < MAX) {
      return true;
    }
    if (decision.outcome() == Outcome.HELD && decision.evidence().users() == 0) {
      return false;
    }
    var stranger =
        peers.entrySet().stream().filter(peer -> peer.getValue().isStranger()).findFirst();
    stranger.ifPresent(peer -> peers.remove(peer.getKey()));
    return stranger.isPresent();
  }

  private static boolean isOld(Noted noted, Instant now) {
    return noted.at().plus(KEPT).isBefore(now);
  }
}
