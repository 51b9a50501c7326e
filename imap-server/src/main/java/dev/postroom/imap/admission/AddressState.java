package dev.postroom.imap.admission;

import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.Peer.UsersWithin;
import dev.postroom.contract.report.RefusalCounts;
import dev.postroom.contract.report.RefusalCounts.Cause;
import dev.postroom.imap.admission.AddressRules.Rule.Limit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What is known of one address: its connections, and what speaks for and against it. What most
 * addresses never need is made when it is needed, so that a stranger takes some 250 bytes. Not safe
 * for threads; guarded by its {@link AddressSegment}.
 */
final class AddressState {

  private final EvidenceWindows windows;

  /** Of a prefix, the address that was heard of last: rules are found by whole addresses. */
  private PeerAddress latest;

  private int open;
  private int unauthenticated;
  private int peak;
  private RefusalCounts refusals = RefusalCounts.NONE;
  private Instant lastRefused;
  private Instant lastSeen;
  private SlidingCount failedLogins;
  private LoginEvidence logins;

  AddressState(EvidenceWindows windows, PeerAddress latest, Instant now) {
    this.windows = windows;
    this.latest = latest;
    this.lastSeen = now;
  }

  PeerAddress latest() {
    return latest;
  }

  int open() {
    return open;
  }

  int unauthenticated() {
    return unauthenticated;
  }

  void heardOf(PeerAddress address, Instant now) {
    latest = address;
    lastSeen = now;
  }

  void opened() {
    open++;
    unauthenticated++;
    peak = Math.max(peak, open);
  }

  void closed(boolean loggedIn, Instant now) {
    open--;
    if (!loggedIn) {
      unauthenticated--;
    }
    lastSeen = now;
  }

  void refused(Cause cause, Instant now) {
    refusals = refusals.and(cause);
    if (cause == Cause.ADDRESS_FULL) {
      lastRefused = now;
    }
  }

  /**
   * @param leavesTheCap whether the connection was among those that have not logged in
   */
  void loggedIn(String user, boolean leavesTheCap, Instant now) {
    if (leavesTheCap) {
      unauthenticated--;
    }
    if (logins == null) {
      logins = new LoginEvidence(windows);
    }
    logins.loggedIn(user, now);
    lastSeen = now;
  }

  void loggedOut(String user, Instant now) {
    logins.loggedOut(user);
    lastSeen = now;
  }

  void loginFailed(Instant now) {
    if (failedLogins == null) {
      failedLogins = new SlidingCount(windows.recent());
    }
    failedLogins.add(now);
  }

  /**
   * Whether the address has connections, or sessions that outlive theirs by the moment that their
   * ending takes.
   */
  boolean isInUse() {
    return open > 0 || logins != null && logins.hasSessions();
  }

  /** Shows each user with the number of his sessions from here. */
  void forEachSession(BiConsumer<String, Integer> visitor) {
    if (logins != null) {
      logins.forEachSession(visitor);
    }
  }

  /** Whether nobody ever logged in, as far as is remembered. */
  boolean isStranger() {
    return logins == null;
  }

  /** How many users are held in memory. */
  int rememberedUsers() {
    return logins == null ? 0 : logins.remembered();
  }

  /**
   * Whether nothing was heard of the address for so long that it is forgotten: a stranger after the
   * recent window, others after the longest.
   */
  boolean isQuiet(Instant now) {
    return !isInUse()
        && lastSeen.isBefore(now.minus(isStranger() ? windows.recent() : windows.longest()));
  }

  Peer peer(AddressBlock block, Limit limit, Instant now) {
    return new Peer(
        block.text(),
        open,
        unauthenticated,
        peak,
        limit.connections(),
        limit.source(),
        refusals.addressFull(),
        Optional.ofNullable(lastRefused),
        refusals,
        logins == null ? 0 : logins.users(windows.recent(), now),
        usersWithin(now),
        logins == null ? 0 : logins.logins(now),
        failedLogins == null ? 0 : failedLogins.count(now),
        logins == null ? 0 : logins.sessions(),
        logins == null ? 0 : logins.mostSessionsOfAUser(),
        lastSeen);
  }

  private List<UsersWithin> usersWithin(Instant now) {
    return logins == null
        ? List.of()
        : windows.all().stream()
            .map(window -> new UsersWithin(window, logins.users(window, now)))
            .toList();
  }
}
