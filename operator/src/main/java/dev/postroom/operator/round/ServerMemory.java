package dev.postroom.operator.round;

import dev.postroom.operator.apply.AppliedObjects;
import dev.postroom.operator.limits.Ledger;
import dev.postroom.operator.limits.LimitRules;
import dev.postroom.operator.peers.RefusalMarks;
import java.util.Optional;

/**
 * What the rounds of one server remember; there is only one round at a time. All of it can be lost:
 * the ledger is read back from its ConfigMap, the rest is found out again.
 */
public final class ServerMemory {

  private final AppliedObjects applied = new AppliedObjects();
  private final NotedPeers noted = new NotedPeers();
  private Optional<Ledger> ledger = Optional.empty();
  private Optional<LimitRules> rules = Optional.empty();
  private Look look = Look.NONE;
  private RefusalMarks refusals = RefusalMarks.NONE;

  /** What was applied. */
  public AppliedObjects applied() {
    return applied;
  }

  /** What is worth telling of peers. */
  public NotedPeers noted() {
    return noted;
  }

  /** The raised limits; empty until they were read back. */
  public Optional<Ledger> ledger() {
    return ledger;
  }

  public void ledger(Ledger ledger) {
    this.ledger = Optional.of(ledger);
  }

  /** The last rules that could be read; they stay in force while the specification has none. */
  public Optional<LimitRules> rules() {
    return rules;
  }

  public void rules(LimitRules rules) {
    this.rules = Optional.of(rules);
  }

  /** The last look at the pods. */
  public Look look() {
    return look;
  }

  void look(Look look) {
    this.look = look;
  }

  /** Which refusals had their answer. */
  RefusalMarks refusals() {
    return refusals;
  }

  void refusals(RefusalMarks refusals) {
    this.refusals = refusals;
  }
}
