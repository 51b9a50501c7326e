package dev.postroom.imap.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.report.Peer.LimitSource;
import dev.postroom.imap.ManualClock;
import dev.postroom.imap.admission.AddressRules.Rule;
import dev.postroom.imap.admission.Decision.Admitted;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AdmissionProperties {

  private static final InetAddress PEER = InetAddress.ofLiteral("203.0.113.7");

  @Property(tries = 50)
  void exactlyTheLimitIsAdmittedHoweverManyConnectAtOnce(
      @ForAll @IntRange(min = 1, max = 60) int racing,
      @ForAll @IntRange(min = 1, max = 40) int limit,
      @ForAll @IntRange(min = 1, max = 40) int maximum)
      throws Exception {
    Admission admission = new Admission(Clock.systemUTC(), Duration.ofMinutes(15));
    AddressRules rules = rules(limit, maximum);

    long admitted =
        race(racing, () -> admission.decide(PEER, rules)).stream()
            .filter(Admitted.class::isInstance)
            .count();

    assertThat(admitted).isEqualTo(Math.min(racing, Math.min(limit, maximum)));
    assertThat(admission.totals().current()).isEqualTo((int) admitted);
    assertThat(admission.totals().refused()).isEqualTo(racing - admitted);
  }

  @Property(tries = 20)
  void nothingIsLeftOpenWhenEverybodyLeavesAtOnce(@ForAll @IntRange(min = 1, max = 60) int racing)
      throws Exception {
    Admission admission = new Admission(Clock.systemUTC(), Duration.ofMinutes(15));
    AddressRules rules = rules(3, 100);

    race(
        racing,
        () -> {
          Decision decision = admission.decide(PEER, rules);
          if (decision instanceof Admitted(var lease, int open, int total)) {
            assertThat(open).isBetween(1, 3);
            assertThat(total).isBetween(1, 3);
            lease.close();
          }
          return decision;
        });

    assertThat(admission.totals().current()).isZero();
    assertThat(admission.peers(rules, 10).peers())
        .singleElement()
        .satisfies(peer -> assertThat(peer.connections()).isZero());
  }

  @Property(tries = 20)
  void usersAreExactHoweverSessionsBeginAndEndAtOnce(
      @ForAll @IntRange(min = 1, max = 60) int racing,
      @ForAll @IntRange(min = 1, max = 10) int users)
      throws Exception {
    ManualClock clock = new ManualClock();
    Admission admission = new Admission(clock, Duration.ofMinutes(15));
    AddressRules rules = rules(100, 100);
    AtomicInteger next = new AtomicInteger();

    race(
        racing,
        () -> {
          Decision decision = admission.decide(PEER, rules);
          int session = next.getAndIncrement();
          admission.loggedIn(PEER, "user" + session % users);
          // Every user's first session stays.
          if (session >= users && decision instanceof Admitted admitted) {
            admitted.lease().close();
            admission.loggedOut(PEER, "user" + session % users);
          }
          return decision;
        });
    clock.advance(Duration.ofHours(1));

    assertThat(admission.peers(rules, 10).peers().getFirst().users())
        .isEqualTo(Math.min(racing, users));
  }

  private static List<Decision> race(int threads, Callable<Decision> task) throws Exception {
    CyclicBarrier start = new CyclicBarrier(threads);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Decision>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(
            executor.submit(
                () -> {
                  start.await();
                  return task.call();
                }));
      }
      List<Decision> decisions = new ArrayList<>();
      for (Future<Decision> future : futures) {
        decisions.add(future.get());
      }
      return decisions;
    }
  }

  private static AddressRules rules(int limit, int maximum) {
    return new AddressRules() {
      @Override
      public int maximum() {
        return maximum;
      }

      @Override
      public Rule ruleFor(InetAddress address) {
        return new Rule.Limit(limit, LimitSource.MAXPERIP);
      }
    };
  }
}
