package dev.postroom.imap.admission;

import java.time.Duration;
import java.time.Instant;

/**
 * Counts events of the last {@code window} in {@value #SLOTS} slots, so that it costs the same
 * however many there are. An event leaves the count between one window and one window plus a slot
 * after it happened. Not thread-safe.
 */
final class SlidingCount {

  private static final int SLOTS = 60;

  private final long slotMillis;
  private final int[] counts = new int[SLOTS + 1];
  private long newestSlot = Long.MIN_VALUE;

  SlidingCount(Duration window) {
    slotMillis = Math.max(1, window.toMillis() / SLOTS);
  }

  void add(Instant now) {
    advance(now);
    counts[index(newestSlot)]++;
  }

  long count(Instant now) {
    advance(now);
    long sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return sum;
  }

  /** Empties the slots that have passed. A clock that goes back counts into the newest slot. */
  private void advance(Instant now) {
    long slot = Math.floorDiv(now.toEpochMilli(), slotMillis);
    if (newestSlot == Long.MIN_VALUE) {
      newestSlot = slot;
    }
    long passed = Math.min(slot - newestSlot, counts.length);
    for (long i = 1; i <= passed; i++) {
      counts[index(newestSlot + i)] = 0;
    }
    newestSlot = Math.max(newestSlot, slot);
  }

  private int index(long slot) {
    return Math.floorMod(slot, counts.length);
  }
}
