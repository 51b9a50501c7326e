package dev.postroom.office.play;

import dev.postroom.office.client.ImapConnection;
import dev.postroom.office.client.RefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wants one connection, and goes on wanting it: when it is refused or ends it tries again after 0.5
 * to 2 seconds, as mail programs do.
 */
final class Client implements Runnable {

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(Client.class);

  private final InetAddress source;
  private final InetSocketAddress server;
  private final Habit habit;
  private final Counters counters;
  private final RandomGenerator random;

  Client(
      InetAddress source,
      InetSocketAddress server,
      Habit habit,
      Counters counters,
      RandomGenerator random) {
    this.source = source;
    this.server = server;
    this.habit = habit;
    this.counters = counters;
    this.random = random;
  }

  /** Runs until interrupted. */
  @Override
  public void run() {
    try {
      while (true) {
        connectOnce();
        Thread.sleep(random.nextLong(SHORTEST_PAUSE.toMillis(), LONGEST_PAUSE.toMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void connectOnce() {
    try (ImapConnection connection = ImapConnection.open(source, server)) {
      counters.opened();
      try {
        habit.use(connection, counters);
      } finally {
        counters.closed();
      }
    } catch (RefusedException e) {
      LOG.debug("{} was refused: {}", source, e.getMessage());
      counters.refused();
    } catch (IOException e) {
      LOG.debug("a connection of {} ended: {}", source, e.getMessage());
    }
  }
}
