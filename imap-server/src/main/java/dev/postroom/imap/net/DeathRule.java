package dev.postroom.imap.net;

import java.time.Duration;

/**
 * When a connection is dead. A machine that is on answers within a round trip, however idle its
 * mail program is; so nobody is given up whose machine answers but once while it is asked again and
 * again.
 *
 * @param silence how long nothing was heard until a connection is asked at all
 * @param patience how long it is asked then
 * @param attempts how many questions at least must have remained without an answer
 */
record DeathRule(Duration silence, Duration patience, int attempts) {

  /** A question every two seconds for twenty. */
  static final DeathRule DEFAULT = new DeathRule(Duration.ofSeconds(60), Duration.ofSeconds(20), 5);

  boolean isSuspect(TcpHealth health) {
    return health.sinceAnswer().compareTo(silence) >= 0;
  }

  /** Whether it is dead, after it was asked for {@link #patience}. */
  boolean isDead(TcpHealth health) {
    return health.sinceAnswer().compareTo(patience) >= 0 && health.unanswered() >= attempts;
  }
}
