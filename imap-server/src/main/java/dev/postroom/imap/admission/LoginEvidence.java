package dev.postroom.imap.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Who logged in from one address. Not safe for threads. */
final class LoginEvidence {

  /**
   * How many users of one address are remembered by their logins; beyond it the one who logged in
   * longest ago is forgotten. Users with a session are always told apart: there are no more of them
   * than sessions.
   */
  static final int MAX_USERS = 1024;

  private final EvidenceWindows windows;
  private final SlidingCount logins;

  /** When each user logged in last, the longest ago first. */
  private final LinkedHashMap<String, Instant> lastLogins = new LinkedHashMap<>();

  /** How many sessions each user has now who has any. */
  private final Map<String, Integer> sessions = new HashMap<>();

  LoginEvidence(EvidenceWindows windows) {
    this.windows = windows;
    this.logins = new SlidingCount(windows.recent());
  }

  void loggedIn(String user, Instant now) {
    logins.add(now);
    sessions.merge(user, 1, Integer::sum);
    lastLogins.remove(user);
    lastLogins.put(user, now);
    Instant start = now.minus(windows.longest());
    while (lastLogins.size() > MAX_USERS || lastLogins.firstEntry().getValue().isBefore(start)) {
      lastLogins.pollFirstEntry();
    }
  }

  void loggedOut(String user) {
    sessions.computeIfPresent(user, (name, count) -> count == 1 ? null : count - 1);
  }

  boolean hasSessions() {
    return !sessions.isEmpty();
  }

  void forEachSession(BiConsumer<String, Integer> visitor) {
    sessions.forEach(visitor);
  }

  int sessions() {
    return sessions.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The most sessions that one user has now. */
  int mostSessionsOfAUser() {
    return sessions.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** How many users are held in memory by their logins. */
  int remembered() {
    return lastLogins.size();
  }

  long logins(Instant now) {
    return logins.count(now);
  }

  /** Those with a session, however long ago they logged in, and those who logged in since then. */
  int users(Duration window, Instant now) {
    Instant start = now.minus(window);
    int users = sessions.size();
    for (Map.Entry<String, Instant> login : lastLogins.reversed().entrySet()) {
      if (login.getValue().isBefore(start)) {
        break;
      }
      if (!sessions.containsKey(login.getKey())) {
        users++;
      }
    }
    return users;
  }
}
