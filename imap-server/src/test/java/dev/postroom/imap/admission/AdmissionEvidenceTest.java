package dev.postroom.imap.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.report.Connections.UsersBySessions;
import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.Peer.LimitSource;
import dev.postroom.contract.report.Peer.UsersWithin;
import dev.postroom.contract.report.RefusalCounts;
import dev.postroom.imap.admission.AddressRules.Rule;
import dev.postroom.imap.admission.Decision.AddressFull;
import dev.postroom.imap.admission.Decision.Admitted;
import dev.postroom.imap.admission.Decision.Lease;
import dev.postroom.testing.ManualClock;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdmissionEvidenceTest {

  private static final InetAddress OFFICE = InetAddress.ofLiteral("203.0.113.7");
  private static final InetAddress HOME = InetAddress.ofLiteral("198.51.100.1");
  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final ManualClock clock = new ManualClock();
  private final Admission admission = new Admission(clock, WINDOW);
  private final TestRules rules = new TestRules();

  @Test
  void thePeerReportHoldsTheEvidenceOfAnAddress() {
    rules.limit = 4;
    Instant start = clock.instant();
    logIn(OFFICE, "anna");
    Lease second = logIn(OFFICE, "anna");
    logIn(OFFICE, "ben");
    admit(OFFICE).loginFailed();
    clock.advance(Duration.ofSeconds(5));
    admission.decide(OFFICE, rules);
    rules.maximum = 4;
    admission.decide(OFFICE, rules);
    clock.advance(Duration.ofSeconds(5));
    second.close();

    assertThat(admission.peers(rules, 10).peers())
        .containsExactly(
            new Peer(
                "203.0.113.7",
                3,
                1,
                4,
                4,
                LimitSource.MAXCPERIP,
                1,
                Optional.of(start.plusSeconds(5)),
                new RefusalCounts(0, 1, 0, 1, 0, 0),
                2,
                List.of(
                    new UsersWithin(WINDOW, 2), new UsersWithin(HOUR, 2), new UsersWithin(DAY, 2)),
                3,
                1,
                3,
                2,
                start.plusSeconds(10)));
  }

  @Test
  void usersAreCountedOverAllAddressesHoweverManyAReportHasRoomFor() {
    rules.limit = 4;
    rules.maximum = 2000;
    for (int prefix = 0; prefix < 1500; prefix++) {
      logIn(InetAddress.ofLiteral("2001:db8:0:%x::1".formatted(prefix)), "anna");
    }
    logIn(OFFICE, "ben");
    Lease carl = logIn(OFFICE, "carl");
    logIn(HOME, "carl");
    admit(HOME);

    assertThat(admission.totals().loggedIn()).isEqualTo(1503);
    assertThat(admission.usersBySessions())
        .containsExactly(
            new UsersBySessions(1, 1), new UsersBySessions(2, 1), new UsersBySessions(1500, 1));

    carl.loggedOut();
    carl.close();

    assertThat(admission.totals().loggedIn()).isEqualTo(1502);
    assertThat(admission.usersBySessions())
        .containsExactly(new UsersBySessions(1, 2), new UsersBySessions(1500, 1));
  }

  @Test
  void refusalsAreCountedByTheRuleThatTurnedAway() {
    rules.special.put(OFFICE, new Rule.Deny("imapaccess:1", Optional.empty()));
    admission.decide(OFFICE, rules);
    rules.special.clear();
    admit(OFFICE);
    rules.perClassC = 1;
    admission.decide(OFFICE, rules);
    rules.unauthenticated = new UnauthenticatedRules(OptionalInt.of(1), OptionalInt.empty());
    rules.perClassC = 10;
    admission.decide(OFFICE, rules);
    rules.unauthenticated = new UnauthenticatedRules(OptionalInt.empty(), OptionalInt.of(1));
    admission.decide(OFFICE, rules);

    assertThat(peer().refusals()).isEqualTo(new RefusalCounts(1, 0, 1, 0, 1, 1));
    assertThat(peer().refused()).isZero();
    assertThat(peer().lastRefused()).isEmpty();
  }

  @Test
  void aPrefixIsReportedAsOneWithTheLimitOfTheAddressHeardOfLast() {
    InetAddress raised = InetAddress.ofLiteral("2001:db8:1:2::7");
    rules.special.put(raised, new Rule.Limit(60, LimitSource.RAISED));
    admit(InetAddress.ofLiteral("2001:db8:1:2::8"));
    admit(raised);

    assertThat(peer())
        .extracting(Peer::address, Peer::connections, Peer::limit, Peer::limitSource)
        .containsExactly("2001:db8:1:2::/64", 2, 60, LimitSource.RAISED);
  }

  @Test
  void usersWithoutASessionAreCountedForAsLongAsEachWindowReaches() {
    admit(OFFICE).loginFailed();
    logIn(OFFICE, "anna").loggedOut();
    clock.advance(WINDOW.minusMinutes(1));
    logIn(OFFICE, "ben").loggedOut();
    assertThat(users()).containsExactly(2, 2, 2);
    assertThat(peer().logins()).isEqualTo(2);

    clock.advance(Duration.ofMinutes(2));
    assertThat(users()).containsExactly(1, 2, 2);
    assertThat(peer())
        .extracting(Peer::users, Peer::logins, Peer::failedLogins)
        .containsExactly(1, 1L, 0L);

    clock.advance(HOUR.minusMinutes(2));
    assertThat(users()).containsExactly(0, 1, 2);
    clock.advance(DAY);
    assertThat(users()).containsExactly(0, 0, 0);
  }

  @Test
  void whoStaysLoggedInGoesOnCountingAsAUserHoweverLongAgoTheLoginWas() {
    Lease first = logIn(OFFICE, "anna");
    Lease second = logIn(OFFICE, "anna");
    Lease ben = logIn(OFFICE, "ben");
    clock.advance(DAY.plusHours(8));
    logIn(OFFICE, "carla").loggedOut();
    first.loggedOut();

    assertThat(users()).containsExactly(3, 3, 3);
    assertThat(peer())
        .extracting(Peer::logins, Peer::sessions, Peer::mostSessionsOfAUser)
        .containsExactly(1L, 2, 1);

    second.loggedOut();
    ben.loggedOut();
    assertThat(users()).containsExactly(1, 1, 1);
  }

  @Test
  void anAddressKeepsItsCountersWhileItHasConnectionsOrASessionThatIsStillEnding() {
    rules.limit = 1;
    Lease first = logIn(OFFICE, "anna");
    admission.decide(OFFICE, rules);
    clock.advance(Duration.ofDays(2));
    assertThat(admission.decide(OFFICE, rules)).isInstanceOf(AddressFull.class);

    first.close();
    clock.advance(Duration.ofDays(2));
    assertThat(peer())
        .extracting(Peer::connections, Peer::refused, Peer::users)
        .containsExactly(0, 2L, 1);

    first.loggedOut();
    assertThat(peer()).extracting(Peer::refused, Peer::users).containsExactly(2L, 0);
    clock.advance(DAY.plusSeconds(1));
    assertThat(admission.peers(rules, 10).peers()).isEmpty();
  }

  @Test
  void aStrangerIsForgottenAfterTheWindowAndWhoeverLoggedInAfterADay() {
    admit(HOME).close();
    Lease office = logIn(OFFICE, "anna");
    office.loggedOut();
    office.close();

    clock.advance(WINDOW.plusSeconds(1));
    assertThat(addresses(10)).containsExactly("203.0.113.7");

    clock.advance(DAY);
    assertThat(addresses(10)).isEmpty();
  }

  @Test
  void aFloodOfStrangersDisplacesTheEvidenceOfStrangersOnly() {
    Lease office = logIn(OFFICE, "anna");
    office.loggedOut();
    office.close();
    int most = Admission.SEGMENTS * IdleAddresses.MAX_OF_A_RANK;

    for (int i = 0; i < 3 * most; i++) {
      admit(address(i)).close();
    }

    assertThat(addresses(Integer.MAX_VALUE))
        .hasSize(most + 1)
        .contains("203.0.113.7", address(3 * most - 1).getHostAddress())
        .doesNotContain("10.0.0.0");
  }

  @Test
  void aFloodOfPrefixesThatGuessPasswordsTakesNoMoreThanTheBoundHoweverTheyAreChosen() {
    Lease office = logIn(OFFICE, "anna");

    for (InetAddress prefix : prefixesBesideTheOffice(3 * IdleAddresses.MAX_OF_A_RANK)) {
      Lease guess = admit(prefix);
      guess.loginFailed();
      guess.close();
      guess.loginFailed();
    }
    office.loggedOut();
    office.close();

    assertThat(addresses(Integer.MAX_VALUE))
        .hasSize(IdleAddresses.MAX_OF_A_RANK + 1)
        .contains("203.0.113.7");
  }

  @Test
  void onePersonWhoLogsInFromManyAddressesDisplacesNoOffice() {
    for (String user : List.of("anna", "ben")) {
      Lease lease = logIn(OFFICE, user);
      lease.loggedOut();
      lease.close();
    }

    for (InetAddress prefix : prefixesBesideTheOffice(2 * IdleAddresses.MAX_OF_A_RANK)) {
      Lease lease = logIn(prefix, "mallory");
      lease.loggedOut();
      lease.close();
    }

    assertThat(addresses(Integer.MAX_VALUE))
        .hasSize(IdleAddresses.MAX_OF_A_RANK + 1)
        .contains("203.0.113.7");
  }

  @Test
  void addressesFromWhichSomebodyLoggedInAreRememberedUpToABound() {
    int most = Admission.SEGMENTS * IdleAddresses.MAX_OF_A_RANK;

    for (int i = 0; i < 2 * most; i++) {
      Lease lease = logIn(address(i), "anna");
      lease.loggedOut();
      lease.close();
    }

    assertThat(addresses(Integer.MAX_VALUE)).hasSize(most).doesNotContain("10.0.0.0");
  }

  @Test
  void theUsersOfOneAddressWithoutASessionAreCountedUpToTheBound() {
    for (int i = 0; i < LoginEvidence.MAX_USERS + 10; i++) {
      Lease lease = logIn(OFFICE, "user" + i);
      lease.loggedOut();
      lease.close();
    }

    assertThat(peer().users()).isEqualTo(LoginEvidence.MAX_USERS);
    assertThat(peer().logins()).isEqualTo(LoginEvidence.MAX_USERS + 10);
  }

  @Test
  void addressesThatComeAndGoDoNotPushConnectedOnesOutOfTheReport() {
    rules.limit = 1;
    admit(HOME);
    clock.advance(Duration.ofMinutes(5));
    for (int i = 0; i < 5; i++) {
      Lease passing = admit(address(i));
      admission.decide(address(i), rules);
      passing.close();
    }

    assertThat(addresses(1)).containsExactly("198.51.100.1");
  }

  @Test
  void addressesFilledByWhoNeverLogsInDoNotPushAnOfficeOutOfTheReport() {
    rules.limit = 1;
    Lease anna = logIn(OFFICE, "anna");
    admission.decide(OFFICE, rules);
    anna.loggedOut();
    anna.close();
    clock.advance(Duration.ofMinutes(1));
    for (int i = 0; i < 20; i++) {
      admit(address(i));
      admission.decide(address(i), rules);
    }

    assertThat(addresses(2)).containsExactly("203.0.113.7", "10.0.0.0");
  }

  @Test
  void ofTheConnectedThoseComeFirstThatMatterForLimits() {
    InetAddress busy = InetAddress.ofLiteral("192.0.2.1");
    InetAddress near = InetAddress.ofLiteral("192.0.2.2");
    InetAddress raised = InetAddress.ofLiteral("192.0.2.3");
    rules.special.put(near, new Rule.Limit(4, LimitSource.MAXPERIP));
    rules.special.put(raised, new Rule.Limit(60, LimitSource.RAISED));
    rules.special.put(OFFICE, new Rule.Limit(1, LimitSource.MAXPERIP));
    for (int i = 0; i < 7; i++) {
      admit(busy);
    }
    for (int i = 0; i < 3; i++) {
      admit(near);
    }
    admit(raised);
    admit(HOME).close();
    admit(OFFICE);
    admission.decide(OFFICE, rules);

    assertThat(addresses(5))
        .containsExactly("203.0.113.7", "192.0.2.2", "192.0.2.3", "192.0.2.1", "198.51.100.1");
    assertThat(admission.peers(rules, 3).truncated()).isFalse();
    assertThat(admission.peers(rules, 2).truncated()).isTrue();
  }

  private Lease logIn(InetAddress from, String user) {
    Lease lease = admit(from);
    lease.loggedIn(user);
    return lease;
  }

  private Lease admit(InetAddress from) {
    Decision decision = admission.decide(from, rules);
    assertThat(decision).isInstanceOf(Admitted.class);
    return ((Admitted) decision).lease();
  }

  private Peer peer() {
    return admission.peers(rules, 1).peers().getFirst();
  }

  private List<Integer> users() {
    return peer().usersWithin().stream().map(UsersWithin::users).toList();
  }

  private List<String> addresses(int limit) {
    return admission.peers(rules, limit).peers().stream().map(Peer::address).toList();
  }

  /** Addresses of different prefixes that share a part of the table with the office. */
  private static List<InetAddress> prefixesBesideTheOffice(int count) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> InetAddress.ofLiteral("2001:db8:%x:%x::1".formatted(i >> 16, i & 0xffff)))
        .filter(prefix -> segment(prefix) == segment(OFFICE))
        .limit(count)
        .toList();
  }

  private static int segment(InetAddress address) {
    return Admission.segmentOf(AddressBlock.counted(PeerAddress.of(address), 64));
  }

  private static InetAddress address(int i) {
    return InetAddress.ofLiteral("10.%d.%d.%d".formatted(i >> 16, i >> 8 & 255, i & 255));
  }
}
