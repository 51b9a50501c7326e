package dev.postroom.operator.limits;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All limits that are raised, by peer.
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
}
