package dev.postroom.operator.limits;

import java.util.Set;

/** Evidence for tests; by default of somebody who was never refused, of whom all pods are sure. */
public final class EvidenceOf {

  private final String peer;
  private int connections;
  private int users;
  private int busiestUser;
  private long logins = -1;
  private long failedLogins;
  private long refused = 31;
  private int refusedAt;
  private boolean networkFull;
  private Set<Integer> limits = Set.of();
  private boolean certain = true;

  private EvidenceOf(String peer) {
    this.peer = peer;
  }

  public static EvidenceOf peer(String peer) {
    return new EvidenceOf(peer);
  }

  public EvidenceOf open(int connections) {
    this.connections = connections;
    return this;
  }

  /** Each of whom logged in once, if nothing else is said. */
  public EvidenceOf users(int users) {
    this.users = users;
    return this;
  }

  public EvidenceOf busiestUser(int sessions) {
    busiestUser = sessions;
    return this;
  }

  public EvidenceOf logins(long logins) {
    this.logins = logins;
    return this;
  }

  public EvidenceOf failedLogins(long failed) {
    failedLogins = failed;
    return this;
  }

  public EvidenceOf refused(long refused) {
    this.refused = refused;
    return this;
  }

  public EvidenceOf refusedAt(int limit) {
    refusedAt = limit;
    return this;
  }

  public EvidenceOf networkFull() {
    networkFull = true;
    return this;
  }

  /** What the pods say it may hold. */
  public EvidenceOf limits(Integer... limits) {
    this.limits = Set.of(limits);
    return this;
  }

  public EvidenceOf uncertain() {
    certain = false;
    return this;
  }

  public Evidence build() {
    return new Evidence(
        peer,
        connections,
        users,
        busiestUser,
        logins < 0 ? users : logins,
        failedLogins,
        refused,
        refusedAt,
        networkFull,
        limits,
        certain);
  }
}
