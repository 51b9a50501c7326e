package dev.postroom.operator.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How many servers may replace their pods at once, over all that the operator looks after. Who asks
 * first goes first. A roll that makes no progress for {@link #LEASE} goes on without a place, so
 * that one which is stuck holds up nobody else.
 *
 * <p>An operator that was started anew first has to see the rolls that are under way. So nobody is
 * let in until all servers were looked at once: until there was none for {@link #SETTLING} that was
 * not seen before.
 */
public final class RollBudget {

  /** How long a roll may stand still before its place is another's. */
  static final Duration LEASE = Duration.ofMinutes(5);

  static final Duration SETTLING = Duration.ofSeconds(2);

  /** Who did not ask for so long lets others pass; each server asks at every look at it. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Longer than any server stays without a reconciliation. */
  private static final Duration KEPT = Duration.ofMinutes(15);

  private record Roll(String progress, Instant moved, Instant seen) {

    boolean holdsPlace(Instant now) {
      return moved.plus(LEASE).isAfter(now);
    }
  }

  private final int places;
  private final Map<String, Roll> rolls = new HashMap<>();
  private final Map<String, Instant> waiting = new LinkedHashMap<>();
  private final Set<String> seenAtStart = new HashSet<>();
  private Instant opens;
  private boolean open;

  /**
   * @param places at least 1
   */
  public RollBudget(int places) {
    if (places < 1) {
      throw new IllegalArgumentException(
          "postroom.rolls-at-once is %d; at least one server must be able to roll"
              .formatted(places));
    }
    this.places = places;
  }

  /** Says that a server was looked at, whether it has to roll or not. */
  synchronized void seen(String server, Instant now) {
    if (open) {
      return;
    }
    if (opens != null && !now.isBefore(opens)) {
      open = true;
      seenAtStart.clear();
    } else if (seenAtStart.add(server)) {
      opens = now.plus(SETTLING);
    }
  }

  /**
   * Asks for a place.
   *
   * @param server its uid
   */
  synchronized Place claim(String server, Instant now) {
    forget(now);
    seen(server, now);
    if (rolls.containsKey(server) && rolls.get(server).holdsPlace(now)) {
      return new Place.Given();
    }
    waiting.put(server, now);
    int ahead = 0;
    for (var other : waiting.entrySet()) {
      if (other.getKey().equals(server)) {
        break;
      }
      if (other.getValue().plus(PATIENCE).isAfter(now)) {
        ahead++;
      }
    }
    if (!open) {
      return new Place.Opening(ahead + 1);
    }
    if (taken(now) + ahead >= places) {
      return new Place.Queued(ahead + 1, taken(now), places);
    }
    enter(server, "", now);
    return new Place.Given();
  }

  /**
   * Says that a server's pods are being replaced, whoever let it; so it is counted.
   *
   * @param progress differs when something moved
   */
  synchronized void rolling(String server, String progress, Instant now) {
    enter(server, progress, now);
  }

  /** Says that a server has all its pods, needs no others any more, or is gone. */
  synchronized void settled(String server) {
    rolls.remove(server);
    waiting.remove(server);
  }

  /** How many have a place. */
  synchronized int taken(Instant now) {
    return (int) rolls.values().stream().filter(roll -> roll.holdsPlace(now)).count();
  }

  /** How many wait for one. */
  synchronized int waiting() {
    return waiting.size();
  }

  private void enter(String server, String progress, Instant now) {
    waiting.remove(server);
    rolls.merge(
        server,
        new Roll(progress, now, now),
        (before, after) ->
            before.progress().equals(progress) ? new Roll(progress, before.moved(), now) : after);
  }

  private void forget(Instant now) {
    rolls.values().removeIf(roll -> roll.seen().plus(KEPT).isBefore(now));
    waiting.values().removeIf(asked -> asked.plus(KEPT).isBefore(now));
  }
}
