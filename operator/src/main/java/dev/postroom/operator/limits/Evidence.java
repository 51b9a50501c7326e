package dev.postroom.operator.limits;

/**
 * What the pods say of one peer.
 *
 * @param peer under which name it is judged
 * @param connections open in its busiest pod
 * @param users distinct users who logged in lately, in the pod where they are most
 * @param logins successful logins lately
 * @param failedLogins failed logins lately
 * @param refused turned away as far as the pods remember; less than before when one restarted or
 *     forgot the address
 * @param refusedAt the highest limit at which it was turned away and got no answer yet; 0 if it was
 *     not
 */
public record Evidence(
    String peer,
    int connections,
    int users,
    long logins,
    long failedLogins,
    long refused,
    int refusedAt) {

  /** What is known of a peer that no report mentions. */
  public static Evidence none(String peer) {
    return new Evidence(peer, 0, 0, 0, 0, 0, 0);
  }

  /**
   * With at least so many users. Who stays connected for long logs in no more, and must not lose
   * what he was known to have earned.
   */
  Evidence withUsersAtLeast(int known) {
    return new Evidence(
        peer, connections, Math.max(users, known), logins, failedLogins, refused, refusedAt);
  }

  /**
   * Together with what another pod says, or what is said of another address of the prefix. The
   * limit holds in each pod and for each address by itself, so what the busiest one needs is what
   * counts.
   */
  public Evidence and(Evidence other) {
    return new Evidence(
        peer,
        Math.max(connections, other.connections),
        Math.max(users, other.users),
        logins + other.logins,
        failedLogins + other.failedLogins,
        refused + other.refused,
        Math.max(refusedAt, other.refusedAt));
  }
}
