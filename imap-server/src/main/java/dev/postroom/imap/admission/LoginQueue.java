package dev.postroom.imap.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Connections that have not logged in, the longest waiting first. Where there is no place for a
 * newcomer, the first of them is asked for its own: so places are not held for a minute by a crowd
 * that never logs in, at the cost of a connection each. Safe for threads; no more of them are here
 * than connections are open.
 */
final class LoginQueue {

  /** Mail programs log in within seconds, so that hardly anybody honest is asked. */
  static final Duration GRACE = Duration.ofSeconds(10);

  private final LinkedHashMap<Newcomer, Instant> waiting = new LinkedHashMap<>();

  /** A connection that has not logged in. */
  interface Newcomer {

    /** Has it leave unless it is about to be logged in. Called with no lock held. */
    void sendAway();
  }

  synchronized void add(Newcomer newcomer, Instant now) {
    waiting.put(newcomer, now);
  }

  /** It has logged in, or is gone; nothing happens if it is not here. */
  synchronized void remove(Newcomer newcomer) {
    waiting.remove(newcomer);
  }

  /** Takes out the one that has waited longest, if that is {@link #GRACE} or more. */
  synchronized Optional<Newcomer> takeOverdue(Instant now) {
    Map.Entry<Newcomer, Instant> first = waiting.firstEntry();
    if (first == null || first.getValue().plus(GRACE).isAfter(now)) {
      return Optional.empty();
    }
    return Optional.of(waiting.pollFirstEntry().getKey());
  }
}
