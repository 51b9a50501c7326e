package dev.postroom.operator.simulation;

import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.Peer.LimitSource;
import dev.postroom.contract.report.Peer.UsersWithin;
import dev.postroom.contract.report.RefusalCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a pod knows of one address, as the IMAP server's {@code AddressState} does. */
final class PeerHistory {

  static final Duration RECENT = Duration.ofMinutes(15);
  private static final int MAX_OPEN = 100_000;
  private static final List<Duration> WINDOWS =
      List.of(RECENT, Duration.ofHours(1), Duration.ofDays(1));

  /** A limit and the rule it comes from. */
  record Limit(int connections, LimitSource source) {}

  final String address;
  int open;
  int unauthenticated;
  Limit limit;
  private Instant limitSince;
  private int peak;
  private RefusalCounts refusals = RefusalCounts.NONE;
  private Optional<Instant> lastRefused = Optional.empty();
  private Instant lastSeen;
  private final Deque<Instant> logins = new ArrayDeque<>();
  private final Deque<Instant> failedLogins = new ArrayDeque<>();
  private final Map<String, Integer> sessions = new HashMap<>();

  /** When each user logged in last, the longest ago first. */
  private final LinkedHashMap<String, Instant> lastLogins = new LinkedHashMap<>();

  PeerHistory(String address, Limit limit, Instant now) {
    this.address = address;
    this.limit = limit;
    limitSince = now;
    lastSeen = now;
  }

  /** It has this limit from now on, perhaps the same as before. */
  void limited(Limit now, Instant at) {
    if (!now.equals(limit)) {
      limit = now;
      limitSince = at;
    }
  }

  Optional<Instant> lastRefusedAtItsLimit() {
    return lastRefused.filter(refused -> !refused.isBefore(limitSince));
  }

  boolean isStranger() {
    return lastLogins.isEmpty();
  }

  void opened(Instant now) {
    open++;
    unauthenticated++;
    peak = Math.max(peak, open);
    lastSeen = now;
  }

  void closed(Optional<String> user, Instant now) {
    open--;
    user.ifPresentOrElse(
        name -> sessions.computeIfPresent(name, (_, count) -> count == 1 ? null : count - 1),
        () -> unauthenticated--);
    lastSeen = now;
  }

  void loggedIn(String user, Instant now) {
    unauthenticated--;
    logins.add(now);
    sessions.merge(user, 1, Integer::sum);
    lastLogins.putLast(user, now);
    lastSeen = now;
  }

  void loginFailed(Instant now) {
    failedLogins.add(now);
    lastSeen = now;
  }

  void refused(RefusalCounts.Cause cause, Instant now) {
    refusals = refusals.and(cause);
    lastSeen = now;
    if (cause == RefusalCounts.Cause.ADDRESS_FULL) {
      lastRefused = Optional.of(now);
    }
  }

  /** Whether nothing was heard for so long that it is forgotten. */
  boolean isQuiet(Instant now) {
    return open == 0 && lastSeen.isBefore(now.minus(isStranger() ? RECENT : WINDOWS.getLast()));
  }

  boolean matters(Instant now) {
    return isRefusedLately(now)
        || open > 0
            && (limit.source() == LimitSource.RAISED || open * 4 >= limit.connections() * 3);
  }

  private boolean isRefusedLately(Instant now) {
    return lastRefused.isPresent() && !lastRefused.get().isBefore(now.minus(RECENT));
  }

  /** Its place in a report, the lower the better: those who matter and logged in come first. */
  int rank(Instant now) {
    boolean matters = matters(now);
    int group = 0;
    for (boolean isWorse :
        new boolean[] {isStranger() || !matters, open == 0, !isRefusedLately(now), !matters}) {
      group = 2 * group + (isWorse ? 1 : 0);
    }
    return group * MAX_OPEN - open;
  }

  Peer report(Instant now) {
    var users = usersWithin(now);
    return new Peer(
        address,
        open,
        unauthenticated,
        peak,
        limit.connections(),
        limit.source(),
        refusals.addressFull(),
        lastRefused,
        refusals,
        users.isEmpty() ? 0 : users.getFirst().users(),
        users,
        lately(logins, now),
        lately(failedLogins, now),
        sessions.values().stream().mapToInt(Integer::intValue).sum(),
        sessions.values().stream().mapToInt(Integer::intValue).max().orElse(0),
        lastSeen);
  }

  private static int lately(Deque<Instant> events, Instant now) {
    var start = now.minus(RECENT);
    while (!events.isEmpty() && events.getFirst().isBefore(start)) {
      events.removeFirst();
    }
    return events.size();
  }

  private List<UsersWithin> usersWithin(Instant now) {
    if (lastLogins.isEmpty()) {
      return List.of();
    }
    var users = new int[WINDOWS.size()];
    for (var login : lastLogins.entrySet()) {
      if (!sessions.containsKey(login.getKey())) {
        for (int i = 0; i < users.length; i++) {
          users[i] += login.getValue().isBefore(now.minus(WINDOWS.get(i))) ? 0 : 1;
        }
      }
    }
    return List.of(
        new UsersWithin(WINDOWS.get(0), sessions.size() + users[0]),
        new UsersWithin(WINDOWS.get(1), sessions.size() + users[1]),
        new UsersWithin(WINDOWS.get(2), sessions.size() + users[2]));
  }
}
