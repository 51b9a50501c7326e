package dev.postroom.operator.simulation;

import dev.postroom.operator.Servers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One pod, one operator, and whoever comes at nine. */
final class Morning {

  static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
  private static final int PLACES = 10_000;

  private final Agenda agenda = new Agenda(NINE);
  private final Random random = new Random(1);
  private final SimulatedCluster cluster;
  private int looks;

  Morning(int base, int nearPercent, Duration lag) {
    var pod = new SimulatedPod("mail-0", agenda, PLACES, base, 1000);
    cluster = new SimulatedCluster(agenda, random, List.of(pod)).bringing(lag, lag);
    var operator =
        new SimulatedOperator(
            cluster,
            Servers.spec(
                """
                connections:
                  maximum: %d
                  perAddress: {limit: %d, autoRaise: {nearPercent: %d, intervalSeconds: %d}}
                """
                    .formatted(PLACES, base, nearPercent, INTERVAL.toSeconds())),
            agenda);
    agenda.every(
        INTERVAL,
        Instant.MAX,
        () -> {
          operator.look();
          looks++;
        });
  }

  Household office(String address, int people, int connections, Duration retry) {
    var programs = new ArrayList<MailProgram>();
    for (int i = 0; i < people; i++) {
      var program =
          new MailProgram(agenda, cluster, random, address + i, connections)
              .tryingAgain(retry, retry);
      programs.add(program);
      program.start(address);
    }
    return new Household(address, programs);
  }

  void run(Duration time) {
    agenda.runUntil(agenda.instant().plus(time));
  }

  int limit(String address, int base) {
    var raise = cluster.ledger().raises().get(address);
    return raise == null ? base : raise.limit();
  }

  int looks() {
    return looks;
  }
}
