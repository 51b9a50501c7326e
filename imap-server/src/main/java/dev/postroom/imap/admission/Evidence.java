package dev.postroom.imap.admission;

import dev.postroom.contract.report.Peer;
import dev.postroom.imap.admission.AddressRules.Rule.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is known of one address. Guarded by its {@link Admission}. */
final class Evidence {

  /**
   * How many users of one address are remembered by their logins; beyond it the one who logged in
   * longest ago is forgotten. Users with a session are always told apart: there are no more of them
   * than sessions.
   */
  static final int MAX_USERS = 1024;

  private final Duration window;
  private final SlidingCount logins;
  private final SlidingCount failedLogins;

  /** When each user logged in last, the longest ago first. */
  private final LinkedHashMap<String, Instant> lastLogins = new LinkedHashMap<>();

  /** How many sessions each user has now who has any. */
  private final Map<String, Integer> sessions = new HashMap<>();

  private int open;
  private int peak;
  private long refused;
  private Instant lastRefused;
  private Instant lastSeen;

  Evidence(Duration window, Instant now) {
    this.window = window;
    this.logins = new SlidingCount(window);
    this.failedLogins = new SlidingCount(window);
    this.lastSeen = now;
  }

  int open() {
    return open;
  }

  void opened(Instant now) {
    open++;
    peak = Math.max(peak, open);
    lastSeen = now;
  }

  void closed(Instant now) {
    open--;
    lastSeen = now;
  }

  void refused(Instant now) {
    refused++;
    lastRefused = now;
    lastSeen = now;
  }

  void loggedIn(String user, Instant now) {
    logins.add(now);
    sessions.merge(user, 1, Integer::sum);
    lastLogins.remove(user);
    lastLogins.put(user, now);
    if (lastLogins.size() > MAX_USERS) {
      lastLogins.pollFirstEntry();
    }
  }

  void loggedOut(String user, Instant now) {
    sessions.computeIfPresent(user, (name, count) -> count == 1 ? null : count - 1);
    lastSeen = now;
  }

  void loginFailed(Instant now) {
    failedLogins.add(now);
  }

  /**
   * Whether the address has connections, or sessions that outlive theirs by the moment that their
   * ending takes.
   */
  boolean inUse() {
    return open > 0 || !sessions.isEmpty();
  }

  /** Whether nothing was heard of the address for a whole window. */
  boolean quiet(Instant now) {
    return !inUse() && lastSeen.isBefore(now.minus(window));
  }

  Peer peer(PeerAddress address, Limit limit, Instant now) {
    return new Peer(
        address.text(),
        open,
        peak,
        limit.connections(),
        limit.source(),
        refused,
        Optional.ofNullable(lastRefused),
        distinctUsers(now),
        logins.count(now),
        failedLogins.count(now),
        lastSeen);
  }

  /** Those with a session, however long ago they logged in, and those who logged in lately. */
  private int distinctUsers(Instant now) {
    Instant start = now.minus(window);
    while (!lastLogins.isEmpty() && lastLogins.firstEntry().getValue().isBefore(start)) {
      lastLogins.pollFirstEntry();
    }
    long longAgo = sessions.keySet().stream().filter(user -> !lastLogins.containsKey(user)).count();
    return lastLogins.size() + (int) longAgo;
  }
}
