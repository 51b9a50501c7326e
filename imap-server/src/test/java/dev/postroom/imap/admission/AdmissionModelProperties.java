package dev.postroom.imap.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.report.Peer.LimitSource;
import dev.postroom.imap.admission.Decision.Admitted;
import dev.postroom.imap.admission.Decision.Lease;
import dev.postroom.imap.admission.NaiveAdmission.Connection;
import dev.postroom.testing.ManualClock;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class AdmissionModelProperties {

  private static final List<InetAddress> ADDRESSES =
      List.of(
          InetAddress.ofLiteral("203.0.113.7"),
          InetAddress.ofLiteral("203.0.113.8"),
          InetAddress.ofLiteral("198.51.100.1"),
          InetAddress.ofLiteral("2001:db8:1:2::1"),
          InetAddress.ofLiteral("2001:db8:1:2:ff::1"),
          InetAddress.ofLiteral("2001:db8:1:3::1"));

  @Property(tries = 300)
  void decidesAsAListThatIsCountedAnewWould(@ForAll("steps") List<Step> steps) {
    Admission admission = new Admission(new ManualClock(), Duration.ofMinutes(15));
    NaiveAdmission naive = new NaiveAdmission();
    TestRules rules = new TestRules();
    List<Session> open = new ArrayList<>();

    for (Step step : steps) {
      switch (step) {
        case Connect(InetAddress from) -> {
          Connection connection = new Connection(from, rules.ipv6Prefix);
          Decision decision = admission.decide(from, rules);
          assertThat(decision.getClass().getSimpleName())
              .isEqualTo(naive.decide(connection, rules));
          if (decision instanceof Admitted admitted) {
            assertThat(admitted.total()).isEqualTo(naive.open());
            assertThat(admitted.open()).isEqualTo(naive.open(connection.counted));
            open.add(new Session(admitted.lease(), connection));
          }
        }
        case LogIn(int which) -> {
          if (!open.isEmpty() && !open.get(which % open.size()).connection.loggedIn) {
            Session session = open.get(which % open.size());
            session.lease.loggedIn("user" + which % 3);
            naive.loggedIn(session.connection);
          }
        }
        case Close(int which) -> {
          if (!open.isEmpty()) {
            Session session = open.remove(which % open.size());
            session.lease.loggedOut();
            session.lease.close();
            naive.close(session.connection);
          }
        }
        case Change change -> change.apply(rules);
      }
      assertThat(admission.totals().current()).isEqualTo(naive.open());
      assertThat(admission.totals().unauthenticated()).isEqualTo(naive.unauthenticated());
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> which = Arbitraries.integers().between(0, 100);
    Arbitrary<Step> connect = Arbitraries.of(ADDRESSES).map(Connect::new);
    Arbitrary<OptionalInt> few =
        Arbitraries.integers()
            .between(0, 8)
            .map(n -> n == 0 ? OptionalInt.empty() : OptionalInt.of(n));
    Arbitrary<Step> change =
        Combinators.combine(
                Arbitraries.integers().between(1, 30),
                Arbitraries.integers().between(1, 30),
                Arbitraries.integers().between(1, 12),
                Arbitraries.of(48, 64, 128),
                Arbitraries.of(LimitSource.MAXPERIP, LimitSource.RAISED),
                few,
                few)
            .as(Change::new);
    return Arbitraries.frequencyOf(
            Tuple.of(12, connect),
            Tuple.of(4, which.map(LogIn::new)),
            Tuple.of(5, which.map(Close::new)),
            Tuple.of(2, change))
        .list()
        .ofMinSize(1)
        .ofMaxSize(120);
  }

  private record Session(Lease lease, Connection connection) {}

  private sealed interface Step {}

  private record Connect(InetAddress from) implements Step {}

  private record LogIn(int which) implements Step {}

  private record Close(int which) implements Step {}

  private record Change(
      int maximum,
      int limit,
      int perClassC,
      int ipv6Prefix,
      LimitSource source,
      OptionalInt unauthenticated,
      OptionalInt unauthenticatedPerAddress)
      implements Step {

    void apply(TestRules rules) {
      rules.maximum = maximum;
      rules.limit = limit;
      rules.perClassC = perClassC;
      rules.ipv6Prefix = ipv6Prefix;
      rules.source = source;
      rules.unauthenticated = new UnauthenticatedRules(unauthenticated, unauthenticatedPerAddress);
    }
  }
}
