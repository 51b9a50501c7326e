package dev.postroom.operator.limits;

import dev.postroom.operator.limits.Decision.Outcome;
import java.util.Optional;

/**
 * Where one peer stands in one round: what it has, what speaks for it, and what it has earned.
 *
 * @param proven whether a report says that somebody is, or lately was, logged in from there
 * @param evidence what is known of it; as long as a pod's word is missing, with the users that its
 *     raise was earned by: a pod that restarts forgets who was there, and nobody must lose what he
 *     was known to have earned
 * @param raise its entry in the ledger, in force or suspended, if that is above the base
 */
record Standing(
    LimitRules rules,
    Round round,
    boolean proven,
    Evidence evidence,
    Optional<Raise> raise,
    int base) {

  static Standing of(LimitRules rules, Round round, Evidence reported, Optional<Raise> entry) {
    int base = rules.base(reported.peer());
    var raise =
        entry
            .filter(found -> found.limit() > base)
            .map(found -> found.notAfter(round.now()))
            .map(found -> reported.users() > 0 ? found.provenAt(round.now()) : found);
    return new Standing(
        rules,
        round,
        reported.users() > 0,
        raise
            .filter(_ -> !reported.certain())
            .map(found -> reported.withUsersAtLeast(found.users()))
            .orElse(reported),
        raise,
        base);
  }

  String peer() {
    return evidence.peer();
  }

  /** The raise by which its limit is what it is. */
  Optional<Raise> inForce() {
    return raise.filter(Raise::isInForce);
  }

  /** The raise that waits for the mode Live. */
  Optional<Raise> suspended() {
    return raise.filter(found -> !found.isInForce());
  }

  /** What it may hold now. */
  int current() {
    return inForce().map(Raise::limit).orElse(base);
  }

  /** What its users have earned it, whatever may be given. */
  int wanted() {
    return (int) Math.min(Integer.MAX_VALUE, (long) evidence.users() * rules.connectionsPerUser());
  }

  /** What it may have by its users, the ceiling and its share of a pod. */
  int earned() {
    return Math.max(base, Math.min(wanted(), rules.bound()));
  }

  Decision raised(int limit, Reason reason, String message) {
    return decision(Outcome.RAISED, limit, limit, reason, message);
  }

  Decision held(Reason reason, String message) {
    return decision(Outcome.HELD, current(), current(), reason, message);
  }

  Decision recommended(int limit, String message) {
    return decision(Outcome.HELD, current(), limit, Reason.RecommendOnly, message);
  }

  Decision lowered(int limit, Reason reason, String message) {
    return decision(Outcome.LOWERED, limit, limit, reason, message);
  }

  Decision kept(Reason reason, String message) {
    return decision(Outcome.KEPT, current(), current(), reason, message);
  }

  private Decision decision(
      Outcome outcome, int limit, int recommended, Reason reason, String message) {
    return new Decision(
        outcome, limit, current(), base, wanted(), recommended, evidence, reason, message);
  }
}
