package dev.postroom.contract.report;

import java.util.List;

/**
 * A server's connections over all its listeners and all addresses, those included that a report has
 * no room for.
 *
 * @param current open now, logged in or not
 * @param loggedIn those of them that logged in
 * @param maximum how many may be open at once (MAXDAEMONS)
 * @param accepted let in since the start
 * @param refused turned away since the start, for whatever cause
 * @param usersBySessions how many users have how many sessions now, from whatever addresses; by
 *     rising number of sessions, each number once
 */
public record Connections(
    int current,
    int loggedIn,
    int maximum,
    long accepted,
    long refused,
    List<UsersBySessions> usersBySessions) {

  public Connections {
    usersBySessions = List.copyOf(usersBySessions);
  }

  /**
   * Users who have the same number of sessions.
   *
   * @param sessions that each of them has, at least 1
   * @param users how many there are
   */
  public record UsersBySessions(int sessions, int users) {}

  /** Sessions when no user counts with more than so many. */
  public long sessions(int mostOfAUser) {
    return usersBySessions.stream()
        .mapToLong(each -> (long) Math.min(each.sessions(), mostOfAUser) * each.users())
        .sum();
  }
}
