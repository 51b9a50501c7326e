package dev.postroom.imap.auth.throttle;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Supplier;

/** So many entries and no more: the one that was used longest ago gives way. */
final class BoundedTable<K, V> {

  private final int capacity;
  private final LinkedHashMap<K, V> entries = new LinkedHashMap<>();

  BoundedTable(int capacity) {
    this.capacity = capacity;
  }

  Optional<V> find(K key) {
    return Optional.ofNullable(entries.get(key));
  }

  V findOrAdd(K key, Supplier<V> added) {
    V entry = entries.get(key);
    if (entry == null) {
      entry = added.get();
    }
    entries.putLast(key, entry);
    if (entries.size() > capacity) {
      entries.pollFirstEntry();
    }
    return entry;
  }

  void remove(K key) {
    entries.remove(key);
  }

  int size() {
    return entries.size();
  }
}
