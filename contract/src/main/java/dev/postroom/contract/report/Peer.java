package dev.postroom.contract.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One client, as a server counts it: an IPv4 address, or the IPv6 addresses of a prefix.
 *
 * @param address the textual address, without a zone or a v4-mapped prefix; with the prefix's
 *     length behind a slash where more than one address is counted ({@code 2001:db8:1:2::/64})
 * @param connections open now, logged in or not
 * @param unauthenticated those of them that have not logged in
 * @param peak the most that were open at once since the server got to know the address
 * @param limit how many may be open now
 * @param limitSource the rule that gave the limit
 * @param refused connections turned away because of the limit; as {@code refusals} says by cause
 * @param lastRefused when that happened last
 * @param refusals all connections turned away, by cause
 * @param users distinct users that have a session from here, however long they have had it, or
 *     logged in from here within the report's window
 * @param usersWithin the same for several windows, the shortest first; none where nobody logged in.
 *     Exact up to 1,024 users
 * @param logins successful logins within the report's window
 * @param failedLogins failed logins within the report's window
 * @param sessions of users who are logged in now
 * @param mostSessionsOfAUser the most of them that belong to one user
 * @param lastSeen when a connection was last opened, refused or closed, or a session began or ended
 */
public record Peer(
    String address,
    int connections,
    int unauthenticated,
    int peak,
    int limit,
    LimitSource limitSource,
    long refused,
    Optional<Instant> lastRefused,
    RefusalCounts refusals,
    int users,
    List<UsersWithin> usersWithin,
    long logins,
    long failedLogins,
    int sessions,
    int mostSessionsOfAUser,
    Instant lastSeen) {

  public Peer {
    usersWithin = List.copyOf(usersWithin);
  }

  /** Where a peer's limit comes from. */
  public enum LimitSource {
    /** MAXPERIP, what an unknown address gets. */
    MAXPERIP,
    /** MAXCPERIP of the site's own record in the access map, or of {@code imapd} itself. */
    MAXCPERIP,
    /** MAXCPERIP of a tenant's network. */
    TENANT,
    /** MAXCPERIP as the operator raised it for this address. */
    RAISED
  }

  /**
   * How many users there were in a window.
   *
   * @param window how far back it reaches
   * @param users distinct users that have a session, or logged in within the window
   */
  public record UsersWithin(Duration window, int users) {}
}
