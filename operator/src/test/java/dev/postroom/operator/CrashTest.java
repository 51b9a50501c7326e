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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/**
 * An operator that dies between two writes, at each of all the places where it can: the next one
 * brings the server to where it would have come anyway.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestInstance(Lifecycle.PER_CLASS)
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

  private static Cluster cluster;

  TestApi api() {
    return TestApi.STAND_IN;
  }

  @BeforeAll
  void start() {
    cluster = new Cluster(api());
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

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

    private final MailServer mail = cluster.mail();
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
      mail.create(SPEC);
      if (play == Play.CREATION) {
        disturb(deadAfter);
      } else {
        try (var pod = new FakePod(mail.client(), mail.namespace())) {
          pod.reports(reports -> reports.at(clock.instant()).peer(OFFICE, 2));
          settle();
          if (play == Play.ROLL) {
            mail.edit(OTHER_PORT);
          } else {
            pod.reports(reports -> office(reports.at(clock.instant())));
          }
          disturb(deadAfter);
        }
      }
      writes = counted.get();
      end = end();
    }

    /** Turned away as long as its limit is below what it needs. */
    private Reports office(Reports reports) {
      int limit = mail.servedLimit(OFFICE).orElse(4);
      return limit < WANTED
          ? reports.refused(OFFICE, limit, USERS)
          : reports.peer(OFFICE, WANTED, USERS, Optional.empty());
    }

    private ByHand operator() {
      return new ByHand(cluster.operators(), mail, clock);
    }

    private void disturb(Optional<Integer> deadAfter) {
      if (deadAfter.isPresent()) {
        dieAfter(deadAfter.get());
      }
      settle();
    }

    private void dieAfter(int writes) {
      var plan = FaultPlan.awayAfterWrites(writes);
      var dead = new AtomicBoolean();
      cluster.operatorMeets(
          request -> {
            var fault = plan.of(request);
            fault.ifPresent(_ -> dead.set(true));
            return fault;
          });
      var dying = operator();
      for (int round = 0; round < MANY && !dead.get(); round++) {
        dying.reconcile();
        seconds.incrementAndGet();
        assertThatNothingServedIsForgotten();
      }
      assertThat(dead).as("died").isTrue();
      cluster.comeBack();
    }

    private void settle() {
      var operator = operator();
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
        assertThatNothingServedIsForgotten();
      }
      assertThat(idle).as("idle rounds").isEqualTo(IDLE);
    }

    /** A raise that a pod may know of stands in the ledger. */
    private void assertThatNothingServedIsForgotten() {
      var served = mail.servedLimit(OFFICE);
      if (served.isPresent()) {
        assertThat(mail.ledgerLimit(OFFICE).orElse(0)).isGreaterThanOrEqualTo(served.getAsInt());
      }
    }

    private End end() {
      var set = mail.statefulSet().orElseThrow();
      return new End(
          mail.text("mail-config", "imapd"),
          List.of(mail.text("mail-limits", "imapaccess").split("\n")).stream()
              .filter(line -> !line.startsWith("#"))
              .toList()
              .toString(),
          mail.ledgerLimit(OFFICE),
          set.getMetadata().getGeneration(),
          set.getSpec().getTemplate().toString());
    }
  }
}
