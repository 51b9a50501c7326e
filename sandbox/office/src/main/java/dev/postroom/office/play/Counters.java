package dev.postroom.office.play;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** What the clients of one address count. Used by all their threads. */
public final class Counters {

  private final Clock clock;
  private int refused;
  private int connected;
  private int open;
  private int lost;
  private int failedLogins;
  private Optional<Instant> firstRefused = Optional.empty();

  Counters(Clock clock) {
    this.clock = clock;
  }

  /**
   * The counters at one moment.
   *
   * @param refused attempts to connect that were turned away
   * @param firstRefused when that happened first
   * @param open connections that are up, logged in or not
   * @param connected those of them that are logged in with INBOX open
   * @param lost connections that were accepted, and ended without the client's doing
   * @param failedLogins logins that the server answered with NO
   */
  public record Count(
      int refused,
      Optional<Instant> firstRefused,
      int open,
      int connected,
      int lost,
      int failedLogins) {}

  public synchronized Count count() {
    return new Count(refused, firstRefused, open, connected, lost, failedLogins);
  }

  synchronized void refused() {
    refused++;
    if (firstRefused.isEmpty()) {
      firstRefused = Optional.of(clock.instant());
    }
  }

  synchronized void opened() {
    open++;
  }

  synchronized void closed() {
    open--;
  }

  synchronized void connected() {
    connected++;
  }

  /** A connection that was {@linkplain #connected() logged in} ended. */
  synchronized void disconnected() {
    connected--;
  }

  /** A connection that was accepted ended, and the client did not want that. */
  synchronized void lost() {
    lost++;
  }

  synchronized void loginFailed() {
    failedLogins++;
  }
}
