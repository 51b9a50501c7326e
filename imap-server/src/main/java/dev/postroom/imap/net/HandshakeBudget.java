package dev.postroom.imap.net;

import java.util.function.LongSupplier;

/**
 * How many TLS handshakes are spent on clients that are turned away: a token bucket (RFC 2697
 * section 3 has its like). Safe for threads.
 */
final class HandshakeBudget {

  /** Of a core of today they take about a twentieth. */
  static final int PER_SECOND = 50;

  private static final long NANOS_EACH = 1_000_000_000L / PER_SECOND;

  /** What may be saved up: a second's worth. */
  private static final long MOST = PER_SECOND * NANOS_EACH;

  private final LongSupplier nanoTime;
  private long saved = MOST;
  private long lastLook;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  HandshakeBudget(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.lastLook = nanoTime.getAsLong();
  }

  /** Spends one if there is any. */
  synchronized boolean spend() {
    long now = nanoTime.getAsLong();
    saved = Math.min(MOST, saved + now - lastLook);
    lastLook = now;
    if (saved < NANOS_EACH) {
      return false;
    }
    saved -= NANOS_EACH;
    return true;
  }
}
