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

  private final Agenda agenda;
  private final SimulatedCluster cluster;
  private final RandomGenerator random;
  private final String user;
  private final int connections;
  private final List<SimulatedPod.Connection> open = new ArrayList<>();
  private int firstRetryMillis = 4000;
  private int lastRetryMillis = 60_000;
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

  /** With another patience: about that long after the first refusal, and after a later one. */
  MailProgram tryingAgain(Duration first, Duration last) {
    firstRetryMillis = (int) first.toMillis();
    lastRetryMillis = (int) last.toMillis();
    return this;
  }

  void start(String from) {
    address = from;
    running = true;
    run++;
    connect(run, firstRetryMillis);
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
      agenda.in(pause, () -> connect(of, Math.min(2 * retryMillis, lastRetryMillis)));
    }
  }

  private void lost() {
    if (!open.isEmpty()) {
      open.clear();
      run++;
      int of = run;
      agenda.in(
          Duration.ofMillis(1000 + random.nextInt(firstRetryMillis)),
          () -> connect(of, firstRetryMillis));
    }
  }
}
