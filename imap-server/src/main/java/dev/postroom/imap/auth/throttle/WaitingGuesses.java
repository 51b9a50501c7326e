package dev.postroom.imap.auth.throttle;

import java.time.Instant;
import java.util.PriorityQueue;

/**
 * The logins of one address that wait. One whose client has left keeps its place until its time is
 * over, so that nobody gains by leaving.
 */
final class WaitingGuesses {

  private final PriorityQueue<Instant> due = new PriorityQueue<>();

  /** Takes a place until then, unless there is none. */
  boolean take(Instant now, Instant until, int places) {
    while (!due.isEmpty() && !due.peek().isAfter(now)) {
      due.poll();
    }
    return due.size() < places && due.add(until);
  }
}
