package dev.postroom.imap.maildir;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds messages by the base of their file's name. A hash table with open addressing, since the
 * nodes of a {@link java.util.HashMap} would weigh as much as half a message.
 */
final class BaseTable {

  private static final int MIN_CAPACITY = 16;

  /** A power of two, at least twice as many places as there are messages. */
  private StoredMessage[] table = new StoredMessage[MIN_CAPACITY];

  private int size;

  Optional<StoredMessage> find(String base) {
    byte[] name = base.getBytes(StandardCharsets.UTF_8);
    int mask = table.length - 1;
    for (int at = hash(name, 0, name.length) & mask; table[at] != null; at = (at + 1) & mask) {
      if (table[at].hasBase(name)) {
        return Optional.of(table[at]);
      }
    }
    return Optional.empty();
  }

  /** Adds a message, in place of one of the same base. */
  void put(StoredMessage message) {
    if (2 * (size + 1) > table.length) {
      grow(table.length * 2);
    }
    insert(message);
  }

  /** Makes room for so many messages at once. */
  void reserve(int messages) {
    int capacity = Math.max(MIN_CAPACITY, Integer.highestOneBit(Math.max(1, messages)) * 4);
    if (capacity > table.length) {
      grow(capacity);
    }
  }

  /** Removes a message, unless another has its base now. */
  void remove(StoredMessage message) {
    int mask = table.length - 1;
    int at = message.baseHash() & mask;
    while (table[at] != message) {
      if (table[at] == null) {
        return;
      }
      at = (at + 1) & mask;
    }
    size--;
    // What follows moves up, so that no search ends at a gap before its aim.
    int gap = at;
    for (int next = (at + 1) & mask; table[next] != null; next = (next + 1) & mask) {
      int home = table[next].baseHash() & mask;
      if (((next - home) & mask) >= ((next - gap) & mask)) {
        table[gap] = table[next];
        gap = next;
      }
    }
    table[gap] = null;
  }

  private void insert(StoredMessage message) {
    int mask = table.length - 1;
    int at = message.baseHash() & mask;
    while (table[at] != null) {
      if (table[at].hasBaseOf(message)) {
        table[at] = message;
        return;
      }
      at = (at + 1) & mask;
    }
    table[at] = message;
    size++;
  }

  private void grow(int capacity) {
    StoredMessage[] old = table;
    table = new StoredMessage[capacity];
    size = 0;
    for (StoredMessage message : old) {
      if (message != null) {
        insert(message);
      }
    }
  }

  static int hash(byte[] bytes, int offset, int length) {
    int hash = 0x811c9dc5;
    for (int i = offset; i < offset + length; i++) {
      hash = (hash ^ bytes[i]) * 0x01000193;
    }
    return hash ^ (hash >>> 15);
  }
}
