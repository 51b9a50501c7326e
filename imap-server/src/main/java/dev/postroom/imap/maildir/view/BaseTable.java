package dev.postroom.imap.maildir.view;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds messages by the base of their file's name. A hash table with open addressing, since the
 * nodes of a {@link java.util.HashMap} would weigh as much as half a message.
 */
final class BaseTable {

  private static final int MIN_CAPACITY = 16;

  private static final VarHandle OCTETS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Odd, with its bits well mixed. */
  private static final long MULTIPLIER = 0x9e37_79b9_7f4a_7c15L;

  /** A power of two, at least twice as many places as there are messages. */
  private StoredMessage[] table = new StoredMessage[MIN_CAPACITY];

  private int size;

  Optional<StoredMessage> find(String base) {
    if (size == 0) {
      return Optional.empty();
    }
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

  /**
   * Eight octets at a time: names are long, and there are as many as messages. The index of digests
   * relies on it: another hash forgets them.
   */
  static int hash(byte[] bytes, int offset, int length) {
    long hash = length;
    int at = offset;
    for (; at <= offset + length - Long.BYTES; at += Long.BYTES) {
      hash = (hash ^ (long) OCTETS.get(bytes, at)) * MULTIPLIER;
      hash ^= hash >>> 32;
    }
    for (; at < offset + length; at++) {
      hash = (hash ^ bytes[at]) * MULTIPLIER;
    }
    // The upper half: the last octets that were read have not reached the lower one.
    return (int) ((hash * MULTIPLIER) >>> 32);
  }
}
