package dev.postroom.operator.limits;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All limits that are raised, or wait for the mode Live to be raised again, by peer.
 *
 * @param raises none of them at or below its base
 */
public record Ledger(SortedMap<String, Raise> raises) {

  public static final Ledger EMPTY = new Ledger(Map.of());

  public Ledger {
    raises = Collections.unmodifiableSortedMap(new TreeMap<>(raises));
  }

  public Ledger(Map<String, Raise> raises) {
    this(new TreeMap<>(raises));
  }

  /** The raise by which a peer's limit is raised now. */
  public Optional<Raise> inForce(String peer) {
    return Optional.ofNullable(raises.get(peer)).filter(Raise::isInForce);
  }

  /** What a peer may hold; a specification that gives it more has overtaken its raise. */
  int limit(String peer, LimitRules rules) {
    int base = rules.base(peer);
    return inForce(peer).map(raise -> Math.max(base, raise.limit())).orElse(base);
  }
}
