package dev.postroom.operator.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A mail program of one user: keeps some connections open while it runs, and tries again when it is
 * turned away, first soon, then once a minute.
 */
final class MailProgram {

  private static final int FIRST_RETRY_MILLIS = 4000;
  private static final int LAST_RETRY_MILLIS = 60_000;

  private final Agenda agenda;
  private final SimulatedCluster cluster;
  private final RandomGenerator random;
  private final String user;
  private final int connections;
  private final List<SimulatedPod.Connection> open = new ArrayList<>();
  private String address;
  private int run;
  private boolean running;

  /**
   * @param connections how many it wants while it runs
   */
  MailProgram(
      Agenda agenda,
      SimulatedCluster cluster,
      RandomGenerator random,
      String user,
      int connections) {
    this.agenda = agenda;
    this.cluster = cluster;
    this.random = random;
    this.user = user;
    this.connections = connections;
  }

  void start(String from) {
    address = from;
    running = true;
    run++;
    connect(run, FIRST_RETRY_MILLIS);
  }

  void stop() {
    running = false;
    open.forEach(SimulatedPod.Connection::close);
    open.clear();
  }

  int wanted() {
    return running ? connections : 0;
  }

  int open() {
    return open.size();
  }

  private void connect(int of, int retryMillis) {
    if (!running || of != run) {
      return;
    }
    int missing = connections - open.size();
    for (int i = 0; i < missing; i++) {
      cluster
          .connect(address, this::lost)
          .ifPresent(connection -> open.add(connection.loggedIn(user)));
    }
    if (open.size() < connections) {
      var pause = Duration.ofMillis(retryMillis / 2 + random.nextInt(retryMillis / 2));
      agenda.in(pause, () -> connect(of, Math.min(2 * retryMillis, LAST_RETRY_MILLIS)));
    }
  }

  private void lost() {
    if (!open.isEmpty()) {
      open.clear();
      run++;
      int of = run;
      agenda.in(
          Duration.ofMillis(1000 + random.nextInt(FIRST_RETRY_MILLIS)),
          () -> connect(of, FIRST_RETRY_MILLIS));
    }
  }
}
