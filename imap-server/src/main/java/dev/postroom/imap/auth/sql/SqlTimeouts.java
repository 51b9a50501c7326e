package dev.postroom.imap.auth.sql;

import java.time.Duration;

/** How long a login waits for a database before its client is told to come back later. */
final class SqlTimeouts {

  /** For a connection, be it a new one or one that others use just now. */
  static final Duration CONNECT = Duration.ofSeconds(5);

  /** For an answer. */
  static final Duration ANSWER = Duration.ofSeconds(10);

  /** How long a connection that nobody needs is kept. */
  static final Duration IDLE = Duration.ofMinutes(5);

  private SqlTimeouts() {}
}
