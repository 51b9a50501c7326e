package dev.postroom.operator.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Who connects and is no user, or has stolen somebody's account. */
final class Attackers {

  private final Agenda agenda;
  private final SimulatedCluster cluster;
  private final RandomGenerator random;

  Attackers(Agenda agenda, SimulatedCluster cluster, RandomGenerator random) {
    this.agenda = agenda;
    this.cluster = cluster;
    this.random = random;
  }

  /** Guesses passwords, by so many connections about once a minute. */
  void guess(String address, int connections, Instant from, Instant until) {
    agenda.at(
        from,
        () -> {
          for (int i = 0; i < connections; i++) {
            cluster
                .connect(address, () -> {})
                .ifPresent(
                    connection ->
                        agenda.in(
                            Duration.ofMillis(random.nextInt(2000, 5000)),
                            () -> {
                              connection.loginFailed();
                              connection.close();
                            }));
          }
          var next = agenda.instant().plusMillis(random.nextInt(30_000, 90_000));
          if (next.isBefore(until)) {
            guess(address, connections, next, until);
          }
        });
  }

  /** Uses an account every five minutes for half of one. */
  void use(String account, String address, Instant from, Instant until) {
    agenda.at(
        from,
        () -> {
          cluster
              .connect(address, () -> {})
              .ifPresent(
                  connection -> {
                    connection.loggedIn(account);
                    agenda.in(Duration.ofSeconds(30), connection::close);
                  });
          var next = agenda.instant().plusSeconds(300);
          if (next.isBefore(until)) {
            use(account, address, next, until);
          }
        });
  }

  /** Fills the server by one account from so many IPv6 prefixes, as fast as it may. */
  void fill(String account, String prefix, int prefixes, int connections, Instant from) {
    for (int i = 0; i < prefixes; i++) {
      var address = prefix + Integer.toHexString(i) + "::/64";
      agenda.at(
          from.plusMillis(random.nextInt(60_000)),
          () -> {
            for (int each = 0; each < connections; each++) {
              cluster
                  .connect(address, () -> {})
                  .ifPresent(
                      connection -> {
                        connection.loggedIn(account);
                        agenda.in(Duration.ofMinutes(30), connection::close);
                      });
            }
          });
    }
  }
}
