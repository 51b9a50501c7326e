package dev.postroom.imap.admission;

import dev.postroom.contract.report.Peer;
import dev.postroom.imap.admission.AddressRules.Rule.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;

/** What is known of one address. Guarded by its {@link Admission}. */
final class Evidence {

  /**
   * How many users of one address are told apart; beyond it the one seen longest ago is forgotten,
   * so the number of users stays at this bound instead of growing.
   */
  static final int MAX_USERS = 1024;

  private final Duration window;
  private final SlidingCount logins;
  private final SlidingCount failedLogins;

  /** When each user logged in last, the longest ago first. */
  private final LinkedHashMap<String, Instant> users = new LinkedHashMap<>();

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
    users.remove(user);
    users.put(user, now);
    if (users.size() > MAX_USERS) {
      users.pollFirstEntry();
    }
  }

  void loginFailed(Instant now) {
    failedLogins.add(now);
  }

  /** Whether nothing was heard of the address for a whole window. */
  boolean quiet(Instant now) {
    return open == 0 && lastSeen.isBefore(now.minus(window));
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

  private int distinctUsers(Instant now) {
    Instant start = now.minus(window);
    while (!users.isEmpty() && users.firstEntry().getValue().isBefore(start)) {
      users.pollFirstEntry();
    }
    return users.size();
  }
}
