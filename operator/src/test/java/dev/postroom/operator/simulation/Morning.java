package dev.postroom.operator.simulation;

import dev.postroom.operator.Servers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** One pod, one operator, and whoever comes at nine. */
final class Morning {

  static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
  static final int PLACES = 10_000;

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

  /** A mail program that runs from now on. */
  MailProgram program(String user, String address, int connections, Duration retry) {
    var program =
        new MailProgram(agenda, cluster, random, user, connections).tryingAgain(retry, retry);
    program.start(address);
    return program;
  }

  Household office(String address, int people, int connections, Duration retry) {
    var programs = new ArrayList<MailProgram>();
    for (int i = 0; i < people; i++) {
      programs.add(program(address + i, address, connections, retry));
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

  Set<String> raised() {
    return cluster.ledger().raises().keySet();
  }

  /** How many connections the pod may hold. */
  int places() {
    return cluster.maximum().connections();
  }

  int looks() {
    return looks;
  }
}
