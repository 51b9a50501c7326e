package dev.postroom.imap.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.Peer.LimitSource;
import dev.postroom.imap.ManualClock;
import dev.postroom.imap.admission.AddressRules.Rule;
import dev.postroom.imap.admission.Decision.AddressDenied;
import dev.postroom.imap.admission.Decision.AddressFull;
import dev.postroom.imap.admission.Decision.Admitted;
import dev.postroom.imap.admission.Decision.ServerFull;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final InetAddress OFFICE = InetAddress.ofLiteral("203.0.113.7");
  private static final InetAddress HOME = InetAddress.ofLiteral("198.51.100.1");
  private static final Duration WINDOW = Duration.ofMinutes(15);

  private final ManualClock clock = new ManualClock();
  private final Admission admission = new Admission(clock, WINDOW);
  private final Rules rules = new Rules();

  @Test
  void anAddressGetsAsManyConnectionsAsItsLimitAndTheNextOneLearnsWhy() {
    rules.limit = 2;

    admit(OFFICE);
    admit(OFFICE);

    assertThat(admission.decide(OFFICE, rules))
        .isEqualTo(new AddressFull(2, new Rule.Limit(2, LimitSource.MAXPERIP)));
    assertThat(admission.decide(HOME, rules)).isInstanceOf(Admitted.class);
  }

  @Test
  void aClosedConnectionMakesRoomExactlyOnce() {
    rules.limit = 1;
    Admitted first = admit(OFFICE);

    first.lease().close();
    first.lease().close();

    admit(OFFICE);
    assertThat(admission.decide(OFFICE, rules)).isInstanceOf(AddressFull.class);
    assertThat(admission.totals().current()).isEqualTo(1);
  }

  @Test
  void aDenialComesBeforeAFullServerAndThatBeforeAFullAddress() {
    rules.maximum = 1;
    rules.limit = 1;
    admit(OFFICE);

    assertThat(admission.decide(OFFICE, rules)).isEqualTo(new ServerFull(1));
    rules.special.put(OFFICE, new Rule.Deny("imapaccess:3"));
    assertThat(admission.decide(OFFICE, rules)).isEqualTo(new AddressDenied("imapaccess:3"));
  }

  @Test
  void theServersMaximumCountsAllAddressesTogether() {
    rules.maximum = 2;
    admit(OFFICE);
    admit(HOME);

    assertThat(admission.decide(InetAddress.ofLiteral("192.0.2.1"), rules))
        .isEqualTo(new ServerFull(2));
  }

  @Test
  void aLoweredLimitClosesNothingAndCountsWhatIsOpen() {
    rules.limit = 3;
    admit(OFFICE);
    admit(OFFICE);
    Admitted third = admit(OFFICE);

    rules.limit = 1;
    third.lease().close();

    assertThat(admission.totals().current()).isEqualTo(2);
    assertThat(admission.decide(OFFICE, rules))
        .isEqualTo(new AddressFull(2, new Rule.Limit(1, LimitSource.MAXPERIP)));
  }

  @Test
  void aMappedAddressIsTheIpv4AddressItStandsFor() {
    rules.limit = 1;
    admit(OFFICE);

    assertThat(admission.decide(InetAddress.ofLiteral("::ffff:203.0.113.7"), rules))
        .isInstanceOf(AddressFull.class);
  }

  @Test
  void thePeerReportHoldsTheEvidenceOfAnAddress() {
    rules.limit = 2;
    Instant start = clock.instant();
    admit(OFFICE);
    Admitted second = admit(OFFICE);
    admission.loggedIn(OFFICE, "anna");
    admission.loggedIn(OFFICE, "anna");
    admission.loggedIn(OFFICE, "ben");
    admission.loginFailed(OFFICE);
    clock.advance(Duration.ofSeconds(5));
    admission.decide(OFFICE, rules);
    clock.advance(Duration.ofSeconds(5));
    second.lease().close();

    assertThat(admission.peers(rules, 10).peers())
        .containsExactly(
            new Peer(
                "203.0.113.7",
                1,
                2,
                2,
                LimitSource.MAXPERIP,
                1,
                Optional.of(start.plusSeconds(5)),
                2,
                3,
                1,
                start.plusSeconds(10)));
  }

  @Test
  void usersWithoutASessionAndLoginsAreForgottenAWindowLater() {
    admit(OFFICE);
    admission.loggedIn(OFFICE, "anna");
    admission.loggedOut(OFFICE, "anna");
    admission.loginFailed(OFFICE);
    clock.advance(WINDOW.minusMinutes(1));
    admission.loggedIn(OFFICE, "ben");
    admission.loggedOut(OFFICE, "ben");
    assertThat(peer()).extracting(Peer::users, Peer::logins).containsExactly(2, 2L);

    clock.advance(Duration.ofMinutes(2));

    assertThat(peer())
        .extracting(Peer::users, Peer::logins, Peer::failedLogins)
        .containsExactly(1, 1L, 0L);
  }

  @Test
  void whoStaysLoggedInGoesOnCountingAsAUserHoweverLongAgoTheLoginWas() {
    admit(OFFICE);
    admit(OFFICE);
    admission.loggedIn(OFFICE, "anna");
    admission.loggedIn(OFFICE, "anna");
    admission.loggedIn(OFFICE, "ben");
    clock.advance(Duration.ofHours(8));
    admission.loggedIn(OFFICE, "carla");
    admission.loggedOut(OFFICE, "carla");
    admission.loggedOut(OFFICE, "anna");

    assertThat(peer()).extracting(Peer::users, Peer::logins).containsExactly(3, 1L);

    admission.loggedOut(OFFICE, "anna");
    admission.loggedOut(OFFICE, "ben");
    assertThat(peer().users()).isEqualTo(1);
    clock.advance(WINDOW.plusSeconds(1));
    assertThat(peer().users()).isZero();
  }

  @Test
  void anAddressKeepsItsCountersWhileItHasConnectionsOrASessionThatIsStillEnding() {
    rules.limit = 1;
    Admitted first = admit(OFFICE);
    admission.loggedIn(OFFICE, "anna");
    admission.decide(OFFICE, rules);
    clock.advance(Duration.ofHours(8));
    assertThat(admission.decide(OFFICE, rules)).isInstanceOf(AddressFull.class);

    first.lease().close();
    clock.advance(Duration.ofHours(8));
    assertThat(peer())
        .extracting(Peer::connections, Peer::refused, Peer::users)
        .containsExactly(0, 2L, 1);

    admission.loggedOut(OFFICE, "anna");
    assertThat(peer()).extracting(Peer::refused, Peer::users).containsExactly(2L, 0);
    clock.advance(WINDOW.plusSeconds(1));
    assertThat(admission.peers(rules, 10).peers()).isEmpty();
  }

  @Test
  void addressesThatComeAndGoDoNotPushConnectedOnesOutOfTheReport() {
    rules.limit = 1;
    admit(HOME);
    clock.advance(Duration.ofMinutes(5));
    for (int i = 0; i < 5; i++) {
      Admitted passing = admit(address(i));
      admission.decide(address(i), rules);
      passing.lease().close();
    }

    assertThat(peer().address()).isEqualTo("198.51.100.1");
  }

  @Test
  void aQuietAddressIsForgottenAndAConnectedOneIsNot() {
    Admitted office = admit(OFFICE);
    admit(HOME).lease().close();

    clock.advance(WINDOW.plusSeconds(1));
    assertThat(admission.peers(rules, 10).peers())
        .extracting(Peer::address)
        .containsExactly("203.0.113.7");

    office.lease().close();
    clock.advance(WINDOW.plusSeconds(1));
    assertThat(admission.peers(rules, 10).peers()).isEmpty();
  }

  @Test
  void noMoreIdleAddressesAreRememberedThanTheBoundAndTheOldestGoFirst() {
    for (int i = 0; i <= Admission.MAX_IDLE_ADDRESSES; i++) {
      admit(address(i)).lease().close();
    }

    List<Peer> peers = admission.peers(rules, Integer.MAX_VALUE).peers();
    assertThat(peers).hasSize(Admission.MAX_IDLE_ADDRESSES);
    assertThat(peers).extracting(Peer::address).doesNotContain("10.0.0.0");
  }

  @Test
  void theUsersOfOneAddressWithoutASessionAreCountedUpToTheBound() {
    admit(OFFICE);
    for (int i = 0; i < Evidence.MAX_USERS + 10; i++) {
      admission.loggedIn(OFFICE, "user" + i);
      admission.loggedOut(OFFICE, "user" + i);
    }

    assertThat(peer().users()).isEqualTo(Evidence.MAX_USERS);
    assertThat(peer().logins()).isEqualTo(Evidence.MAX_USERS + 10);
  }

  @Test
  void whoWasRefusedComesFirstAndAReportThatIsCutSaysSo() {
    rules.limit = 1;
    InetAddress quiet = InetAddress.ofLiteral("192.0.2.1");
    admit(quiet).lease().close();
    admit(HOME);
    admit(OFFICE);
    admission.decide(OFFICE, rules);

    Admission.Peers all = admission.peers(rules, 3);
    assertThat(all.peers())
        .extracting(Peer::address)
        .containsExactly("203.0.113.7", "198.51.100.1", "192.0.2.1");
    assertThat(all.truncated()).isFalse();
    assertThat(admission.peers(rules, 1).truncated()).isTrue();
    assertThat(admission.peers(rules, 1).peers()).hasSize(1);
  }

  @Test
  void totalsCountRefusalsOfEveryCause() {
    rules.limit = 1;
    rules.special.put(HOME, new Rule.Deny("imapaccess:1"));
    admit(OFFICE);
    admission.decide(OFFICE, rules);
    admission.decide(HOME, rules);

    assertThat(admission.totals()).isEqualTo(new Admission.Totals(1, 1, 2));
  }

  private Peer peer() {
    return admission.peers(rules, 1).peers().getFirst();
  }

  private Admitted admit(InetAddress address) {
    Decision decision = admission.decide(address, rules);
    assertThat(decision).isInstanceOf(Admitted.class);
    return (Admitted) decision;
  }

  private static InetAddress address(int i) {
    return InetAddress.ofLiteral("10.%d.%d.%d".formatted(i >> 16, i >> 8 & 255, i & 255));
  }

  private static final class Rules implements AddressRules {
    private int maximum = 1000;
    private int limit = 10;
    private final Map<InetAddress, Rule> special = new HashMap<>();

    @Override
    public int maximum() {
      return maximum;
    }

    @Override
    public Rule ruleFor(InetAddress address) {
      return special.getOrDefault(address, new Rule.Limit(limit, LimitSource.MAXPERIP));
    }
  }
}
