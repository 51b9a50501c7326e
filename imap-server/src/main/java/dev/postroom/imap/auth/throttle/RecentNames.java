package dev.postroom.imap.auth.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;

/**
 * The distinct names that were heard lately, as many as there is room for: the one heard longest
 * ago gives way.
 */
final class RecentNames<T> {

  private final int capacity;
  private final Duration window;
  private final LinkedHashMap<T, Instant> heard = new LinkedHashMap<>();

  RecentNames(int capacity, Duration window) {
    this.capacity = capacity;
    this.window = window;
  }

  void add(T name, Instant now) {
    heard.putLast(name, now);
    keep(capacity);
  }

  /** Forgets those that were heard longest ago, until there are no more than that. */
  void keep(int most) {
    while (heard.size() > most) {
      heard.pollFirstEntry();
    }
  }

  int size() {
    return heard.size();
  }

  void remove(T name) {
    heard.remove(name);
  }

  int count(Instant now) {
    prune(now);
    return heard.size();
  }

  boolean contains(T name, Instant now) {
    prune(now);
    return heard.containsKey(name);
  }

  private void prune(Instant now) {
    Instant start = now.minus(window);
    while (!heard.isEmpty() && heard.firstEntry().getValue().isBefore(start)) {
      heard.pollFirstEntry();
    }
  }
}
