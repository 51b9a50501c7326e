package dev.postroom.imap.session.dialogue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;

/**
 * When a client in IDLE is told {@code * OK Still here}. What is sent to a machine that is gone is
 * never acknowledged, so the connection is found to be dead; and a NAT between goes on knowing it.
 */
final class StillHere {

  private static final int PARTS = 1024;

  /** A quarter of them. */
  private static final int MOST_EARLY = PARTS / 4;

  private StillHere() {}

  /**
   * Up to a quarter of the interval early, by the client's address and port, so that thousands who
   * came back together, when a server was restarted, are not all told in the same moment.
   *
   * @param interval zero for never
   */
  static Instant next(Instant now, Duration interval, InetSocketAddress client) {
    if (interval.isZero()) {
      return Instant.MAX;
    }
    int early = Math.floorMod(client.hashCode() * 0x9E3779B9 >>> Short.SIZE, MOST_EARLY);
    return now.plus(interval.multipliedBy(PARTS - early).dividedBy(PARTS));
  }
}
