package dev.postroom.imap.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.report.Peer.LimitSource;
import dev.postroom.imap.admission.AddressRules.Rule;
import dev.postroom.imap.admission.Decision.AddressUnauthenticatedFull;
import dev.postroom.imap.admission.Decision.Admitted;
import dev.postroom.imap.admission.Decision.Lease;
import dev.postroom.imap.admission.Decision.Refused;
import dev.postroom.imap.admission.Decision.ServerFull;
import dev.postroom.imap.admission.Decision.ServerUnauthenticatedFull;
import dev.postroom.testing.ManualClock;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnauthenticatedCapTest {

  private static final InetAddress OFFICE = InetAddress.ofLiteral("203.0.113.7");

  private final ManualClock clock = new ManualClock();
  private final Admission admission = new Admission(clock, Duration.ofMinutes(15));
  private final TestRules rules = new TestRules();

  @BeforeEach
  void asWhereNothingIsSaid() {
    rules.maximum = 400;
    rules.unauthenticated = UnauthenticatedRules.DEFAULTS;
    rules.source = LimitSource.MAXPERIP;
  }

  @Test
  void fiftyPeopleWithFiveConnectionsEachMayComeAllAtOnceToAnOfficeThatIsKnown() {
    rules.special.put(OFFICE, new Rule.Limit(250, LimitSource.RAISED));

    assertThat(admitAll(OFFICE, 250)).hasSize(250);
  }

  @Test
  void underAGenerousMaxperipHalfOfItWaitsUntilTheFirstIsLoggedInAndThenNobodyDoes() {
    rules.limit = 250;
    List<Admitted> waiting = admitAll(OFFICE, 125);

    assertThat(admission.decide(OFFICE, rules))
        .isEqualTo(
            new AddressUnauthenticatedFull(
                AddressBlock.counted(PeerAddress.of(OFFICE), 64), 125, 125));
    waiting.getFirst().lease().loggedIn("anna");

    assertThat(admitAll(OFFICE, 125)).hasSize(125);
  }

  @Test
  void aSmallLimitIsNotMadeSmallerForStrangers() {
    rules.limit = UnauthenticatedRules.LEAST_PER_ADDRESS;

    assertThat(admitAll(OFFICE, rules.limit)).hasSize(rules.limit);
  }

  @ParameterizedTest
  @CsvSource({"40, 4, 4", "40, 20, 15", "400, 20, 20", "1, 4, 1", "3, 4, 2"})
  void oneAddressNeverTakesAllThatStrangersMayHold(int maximum, int limit, int ofAddress) {
    rules.maximum = maximum;
    rules.limit = limit;

    admitAll(OFFICE, ofAddress);

    assertThat(admission.decide(OFFICE, rules)).isInstanceOf(Refused.class);
    if (maximum >= 40) {
      admitAll(stranger(1), Math.min(5, limit));
    }
  }

  @Test
  void aConnectionLeavesTheCapAtLoginAndGivesItsPlaceBackOnce() {
    rules.unauthenticated = new UnauthenticatedRules(OptionalInt.empty(), OptionalInt.of(1));
    Admitted first = admitAll(OFFICE, 1).getFirst();
    assertThat(admission.decide(OFFICE, rules)).isInstanceOf(AddressUnauthenticatedFull.class);

    first.lease().loggedIn("anna");
    Admitted second = admitAll(OFFICE, 1).getFirst();
    assertThat(admission.decide(OFFICE, rules)).isInstanceOf(AddressUnauthenticatedFull.class);
    second.lease().close();
    second.lease().close();
    first.lease().loggedOut();
    first.lease().close();

    assertThat(admission.totals().unauthenticated()).isZero();
    assertThat(admission.totals().current()).isZero();
    admitAll(OFFICE, 1);
  }

  @Test
  void aLoginAfterItsConnectionIsGoneChangesNoCap() {
    Admitted gone = admitAll(OFFICE, 1).getFirst();
    gone.lease().close();

    gone.lease().loggedIn("anna");

    assertThat(admission.totals().unauthenticated()).isZero();
    assertThat(admission.peers(rules, 1).peers().getFirst().unauthenticated()).isZero();
  }

  @Test
  void strangersFromManyAddressesLeavePlacesForThoseWhoAreKnownAndForThoseLoggedIn() {
    rules.limit = 20;
    admitAll(OFFICE, 1).getFirst().lease().loggedIn("anna");
    for (int i = 0; i < 10; i++) {
      admitAll(stranger(i), 20);
    }

    assertThat(admission.decide(stranger(11), rules))
        .isEqualTo(new ServerUnauthenticatedFull(200, 200, true));
    List<Admitted> people = admitAll(OFFICE, 19);
    people.forEach(person -> person.lease().loggedIn("ben"));
    assertThat(admission.totals()).isEqualTo(new Admission.Totals(220, 200, 220, 1));
  }

  @Test
  void whoeverNeverLogsInCannotTakeAllPlacesEvenFromKnownAddresses() {
    rules.special.put(OFFICE, new Rule.Limit(400, LimitSource.MAXCPERIP));

    admitAll(OFFICE, 300);

    assertThat(admission.decide(OFFICE, rules))
        .isEqualTo(new ServerUnauthenticatedFull(300, 300, false));
  }

  @Test
  void aCrowdThatNeverLogsInMakesRoomForANewOfficeTheLongestWaitingFirst() {
    rules.limit = 20;
    List<Admitted> crowd = new ArrayList<>();
    List<Integer> sentAway = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      crowd.addAll(admitAll(stranger(i), 20));
    }
    for (int i = 0; i < crowd.size(); i++) {
      int which = i;
      Lease lease = crowd.get(i).lease();
      lease.whenWanted(
          () -> {
            sentAway.add(which);
            lease.close();
          });
    }
    clock.advance(LoginQueue.GRACE.minusMillis(1));
    assertThat(admission.decide(OFFICE, rules)).isInstanceOf(ServerUnauthenticatedFull.class);
    assertThat(sentAway).isEmpty();

    crowd.get(0).lease().loggedIn("anna");
    crowd.get(1).lease().close();
    admitAll(stranger(11), 2);
    clock.advance(Duration.ofMillis(1));
    assertThat(admission.decide(OFFICE, rules)).isInstanceOf(ServerUnauthenticatedFull.class);
    admitAll(OFFICE, 1);
    assertThat(admission.decide(OFFICE, rules)).isInstanceOf(ServerUnauthenticatedFull.class);

    assertThat(sentAway).containsExactly(2, 3);
  }

  @Test
  void aSiteMaySayTheNumbersItself() {
    rules.limit = 9;
    rules.unauthenticated = new UnauthenticatedRules(OptionalInt.of(9), OptionalInt.of(5));

    admitAll(OFFICE, 5);
    assertThat(admission.decide(OFFICE, rules)).isInstanceOf(AddressUnauthenticatedFull.class);
    admitAll(stranger(1), 1);
    assertThat(admission.decide(stranger(2), rules))
        .isEqualTo(new ServerUnauthenticatedFull(6, 6, true));
  }

  @Test
  void aServerOfOnePlaceHasThatForWhoeverComes() {
    rules.maximum = 1;
    admitAll(OFFICE, 1);

    assertThat(admission.decide(OFFICE, rules)).isEqualTo(new ServerFull(1));
  }

  private List<Admitted> admitAll(InetAddress from, int count) {
    List<Admitted> admitted = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Decision decision = admission.decide(from, rules);
      assertThat(decision).isInstanceOf(Admitted.class);
      admitted.add((Admitted) decision);
    }
    return admitted;
  }

  private static InetAddress stranger(int i) {
    return InetAddress.ofLiteral("198.51.100." + i);
  }
}
