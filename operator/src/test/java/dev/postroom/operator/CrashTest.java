package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.kubernetes.faults.FaultPlan;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An operator that dies between two writes, at each of all the places where it can: the next one
 * brings the server to where it would have come anyway.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CrashTest {

  private static final String OFFICE = "203.0.113.7";
  private static final int USERS = 2;
  private static final int WANTED = 8;

  /** More rounds than any of these takes. */
  private static final int MANY = 40;

  /** So many idle rounds in a row, and nothing more comes. */
  private static final int IDLE = 3;

  private static final String SPEC =
      """
      connections: {maximum: 400, perAddress: {limit: 4, autoRaise: {intervalSeconds: 1, connectionsPerUser: 4}}}
      """;

  private static final String OTHER_PORT =
      """
      imapd: {PORT: "1143"}
      connections: {maximum: 400, perAddress: {limit: 4, autoRaise: {intervalSeconds: 1, connectionsPerUser: 4}}}
      """;

  /** What must be the same however often the operator died. */
  private record End(
      String imapd, String imapaccess, OptionalInt ledger, long templates, String template) {}

  /** What happens to the server, and who is connected meanwhile. */
  private enum Play {
    CREATION,
    RAISE,
    ROLL
  }

  @Test
  void inMidCreation() throws IOException {
    assertThat(dieAfterEachWrite(Play.CREATION).templates).isEqualTo(1);
  }

  @Test
  void inMidRaise() throws IOException {
    var end = dieAfterEachWrite(Play.RAISE);
    assertThat(end.ledger).hasValue(WANTED);
    assertThat(end.templates).isEqualTo(1);
  }

  @Test
  void inMidRoll() throws IOException {
    assertThat(dieAfterEachWrite(Play.ROLL).templates).isEqualTo(2);
  }

  private static End dieAfterEachWrite(Play play) throws IOException {
    var undisturbed = new Run(play, Optional.empty());
    assertThat(undisturbed.writes).as("writes of %s", play).isPositive();
    for (int n = 0; n < undisturbed.writes; n++) {
      var crashed = new Run(play, Optional.of(n));
      assertThat(crashed.end).as("%s, dead after write %d", play, n).isEqualTo(undisturbed.end);
    }
    return undisturbed.end;
  }

  /** One server's life, with a death in it or without. */
  private static final class Run {

    private final AtomicInteger seconds = new AtomicInteger();
    private final Instant begin = Instant.now();
    private final Clock clock =
        new Clock() {
          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
          }

          @Override
          public Instant instant() {
            return begin.plusSeconds(seconds.get());
          }
        };
    private final AtomicInteger counted = new AtomicInteger();
    private final int writes;
    private final End end;

    Run(Play play, Optional<Integer> deadAfter) throws IOException {
      try (var cluster = new Cluster()) {
        cluster.create(SPEC);
        if (play == Play.CREATION) {
          disturb(cluster, deadAfter);
          writes = counted.get();
          end = end(cluster);
          return;
        }
        settle(cluster, operator(cluster));
        try (var pod = new FakePod(cluster.user(), FakePod.anAddress())) {
          pod.reports(reports -> reports.at(clock.instant()).peer(OFFICE, 2));
          settle(cluster, operator(cluster));
          if (play == Play.ROLL) {
            cluster.edit(OTHER_PORT);
          } else {
            pod.reports(reports -> office(reports.at(clock.instant()), cluster));
          }
          disturb(cluster, deadAfter);
          writes = counted.get();
          end = end(cluster);
        }
      }
    }

    /** Turned away as long as its limit is below what it needs. */
    private static Reports office(Reports reports, Cluster cluster) {
      int limit = cluster.servedLimit(OFFICE).orElse(4);
      return limit < WANTED
          ? reports.refused(OFFICE, limit, USERS)
          : reports.peer(OFFICE, WANTED, USERS, Optional.empty());
    }

    private ByHand operator(Cluster cluster) {
      return new ByHand(cluster.operators(), cluster.user(), clock);
    }

    private void disturb(Cluster cluster, Optional<Integer> deadAfter) {
      if (deadAfter.isPresent()) {
        cluster.operatorMeets(FaultPlan.awayAfterWrites(deadAfter.get()));
        var dying = operator(cluster);
        for (int round = 0; round < IDLE + deadAfter.get(); round++) {
          dying.reconcile();
          seconds.incrementAndGet();
          assertThatNothingServedIsForgotten(cluster);
        }
        cluster.comeBack();
      }
      counted.set(0);
      settle(cluster, operator(cluster));
    }

    private void settle(Cluster cluster, ByHand operator) {
      counted.set(0);
      cluster.operatorMeets(
          request -> {
            if (request.isWrite()) {
              counted.incrementAndGet();
            }
            return Optional.empty();
          });
      int idle = 0;
      for (int round = 0; round < MANY && idle < IDLE; round++) {
        int before = counted.get();
        operator.reconcile();
        seconds.incrementAndGet();
        idle = counted.get() == before ? idle + 1 : 0;
        assertThatNothingServedIsForgotten(cluster);
      }
      assertThat(idle).as("idle rounds").isEqualTo(IDLE);
    }

    /** A raise that a pod may know of stands in the ledger. */
    private static void assertThatNothingServedIsForgotten(Cluster cluster) {
      var served = cluster.servedLimit(OFFICE);
      if (served.isPresent()) {
        assertThat(cluster.ledgerLimit(OFFICE).orElse(0)).isGreaterThanOrEqualTo(served.getAsInt());
      }
    }

    private static End end(Cluster cluster) {
      var set = cluster.statefulSet().orElseThrow();
      return new End(
          cluster.text("mail-config", "imapd"),
          List.of(cluster.text("mail-limits", "imapaccess").split("\n")).stream()
              .filter(line -> !line.startsWith("#"))
              .toList()
              .toString(),
          cluster.ledgerLimit(OFFICE),
          set.getMetadata().getGeneration(),
          set.getSpec().getTemplate().toString());
    }
  }
}
