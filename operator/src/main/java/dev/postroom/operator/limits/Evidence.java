package dev.postroom.operator.limits;

import java.util.Set;
import java.util.TreeSet;

/**
 * What the pods say of one peer. A limit holds in each pod for itself, so what the busiest pod
 * needs is what counts: connections and users are those of the pod where they are most. Of users
 * that is the safe side as well, since one who is in two pods must not count twice; the truth lies
 * between that and the sum.
 *
 * @param peer under which name it is judged
 * @param connections open in its busiest pod
 * @param users distinct users who logged in lately, in the pod where they are most
 * @param mostSessionsOfAUser the most sessions that one of them has in a pod
 * @param logins successful logins lately, in all pods
 * @param failedLogins failed logins lately, in all pods
 * @param refused turned away as far as the pods remember, in all of them; less than before when one
 *     restarted or forgot the address
 * @param refusedAt the highest limit at which it was turned away and got no answer yet; 0 if it was
 *     not
 * @param networkFull whether connections were turned away since the last look because the 256
 *     addresses around it hold as many as -maxperc allows
 * @param limits what it may hold, as the pods that know it say
 * @param certain whether every pod's word is known: that of a pod that says nothing, that has only
 *     just started, or that had no room for it is not
 */
public record Evidence(
    String peer,
    int connections,
    int users,
    int mostSessionsOfAUser,
    long logins,
    long failedLogins,
    long refused,
    int refusedAt,
    boolean networkFull,
    Set<Integer> limits,
    boolean certain) {

  public Evidence {
    limits = Set.copyOf(limits);
  }

  /**
   * What is known of a peer that no report mentions.
   *
   * @param certain whether it truly has no connection
   */
  public static Evidence none(String peer, boolean certain) {
    return new Evidence(peer, 0, 0, 0, 0, 0, 0, 0, false, Set.of(), certain);
  }

  /** The same, with or without every pod's word known. */
  public Evidence certain(boolean certain) {
    return with(users, certain);
  }

  /** With at least so many users. */
  Evidence withUsersAtLeast(int known) {
    return with(Math.max(users, known), certain);
  }

  /** With other numbers of logins. */
  public Evidence withLogins(long succeeded, long failed) {
    return with(users, succeeded, failed, certain);
  }

  private Evidence with(int users, boolean certain) {
    return with(users, logins, failedLogins, certain);
  }

  private Evidence with(int users, long succeeded, long failed, boolean certain) {
    return new Evidence(
        peer,
        connections,
        users,
        mostSessionsOfAUser,
        succeeded,
        failed,
        refused,
        refusedAt,
        networkFull,
        limits,
        certain);
  }

  /** Together with what another pod says, or what is said of another address of the prefix. */
  public Evidence and(Evidence other) {
    var both = new TreeSet<>(limits);
    both.addAll(other.limits);
    return new Evidence(
        peer,
        Math.max(connections, other.connections),
        Math.max(users, other.users),
        Math.max(mostSessionsOfAUser, other.mostSessionsOfAUser),
        logins + other.logins,
        failedLogins + other.failedLogins,
        refused + other.refused,
        Math.max(refusedAt, other.refusedAt),
        networkFull || other.networkFull,
        both,
        certain && other.certain);
  }
}
