package dev.postroom.imap.session.input;

import java.time.Duration;

/** How long the server waits for the rest of a command that a client has begun. */
@FunctionalInterface
public interface Patience {

  /** How long the next piece may take from now; nothing left when negative or zero. */
  Duration left();

  /** So long for each piece, so that a large message may come slowly. */
  static Patience forEachPause(Duration timeout) {
    return () -> timeout;
  }

  /**
   * So long for the whole command, from now: of a client that nobody knows, who could otherwise
   * hold a connection for days by a byte a minute.
   */
  static Patience forAll(Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    return () -> Duration.ofNanos(end - System.nanoTime());
  }
}
