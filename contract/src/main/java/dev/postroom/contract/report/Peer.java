package dev.postroom.contract.report;

import java.time.Instant;
import java.util.Optional;

/**
 * One address, as a server sees it.
 *
 * @param address the textual address, without a zone or a v4-mapped prefix
 * @param connections open now, logged in or not
 * @param peak the most that were open at once since the start
 * @param limit how many may be open now
 * @param limitSource the rule that gave the limit
 * @param refused connections turned away because of the limit, since the start
 * @param lastRefused when that happened last
 * @param users distinct users that have a session from here, however long they have had it, or
 *     logged in from here within the report's window
 * @param logins successful logins within the window
 * @param failedLogins failed logins within the window
 * @param lastSeen when a connection was last opened, refused or closed, or a session ended
 */
public record Peer(
    String address,
    int connections,
    int peak,
    int limit,
    LimitSource limitSource,
    long refused,
    Optional<Instant> lastRefused,
    int users,
    long logins,
    long failedLogins,
    Instant lastSeen) {

  /** Where a peer's limit comes from. */
  public enum LimitSource {
    /** MAXPERIP, what an unknown address gets. */
    MAXPERIP,
    /** MAXCPERIP of an access map record, or of {@code imapd} itself. */
    MAXCPERIP
  }
}
