package dev.postroom.imap.admission;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many connections the server holds, and how many of them have not logged in. Both are in one
 * word, so that a place is taken from both or from neither, without a lock. Safe for threads.
 */
final class ServerPlaces {

  /** All connections in the upper half, those that have not logged in in the lower. */
  private final AtomicLong counts = new AtomicLong();

  /** Takes a place if there is room, and otherwise says for want of what there is none. */
  Outcome take(int maximum, int maximumUnauthenticated) {
    while (true) {
      long now = counts.get();
      if (open(now) >= maximum) {
        return Outcome.FULL;
      }
      if (unauthenticated(now) >= maximumUnauthenticated) {
        return Outcome.UNAUTHENTICATED_FULL;
      }
      if (counts.compareAndSet(now, now + places(1, 1))) {
        return Outcome.TAKEN;
      }
    }
  }

  /** One of those that have not logged in has. */
  void loggedIn() {
    counts.addAndGet(places(0, -1));
  }

  /** Gives a place back. */
  void release(boolean loggedIn) {
    counts.addAndGet(places(-1, loggedIn ? 0 : -1));
  }

  int open() {
    return open(counts.get());
  }

  int unauthenticated() {
    return unauthenticated(counts.get());
  }

  /** Both numbers of one instant. */
  Taken taken() {
    long now = counts.get();
    return new Taken(open(now), unauthenticated(now));
  }

  /** All connections, and those of them that have not logged in. */
  record Taken(int open, int unauthenticated) {}

  private static int open(long counts) {
    return (int) (counts >>> Integer.SIZE);
  }

  private static int unauthenticated(long counts) {
    return (int) counts;
  }

  /** A change of both. Neither half ever gets negative, so that none borrows from the other. */
  private static long places(int open, int unauthenticated) {
    return ((long) open << Integer.SIZE) + unauthenticated;
  }

  /** What became of an attempt to take a place. */
  enum Outcome {
    TAKEN,
    FULL,
    UNAUTHENTICATED_FULL
  }
}
