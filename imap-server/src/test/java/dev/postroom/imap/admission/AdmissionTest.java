package dev.postroom.imap.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.report.Peer.LimitSource;
import dev.postroom.imap.admission.AddressRules.Rule;
import dev.postroom.imap.admission.Decision.AddressDenied;
import dev.postroom.imap.admission.Decision.AddressFull;
import dev.postroom.imap.admission.Decision.Admitted;
import dev.postroom.imap.admission.Decision.ClassCFull;
import dev.postroom.imap.admission.Decision.ServerFull;
import dev.postroom.testing.ManualClock;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final InetAddress OFFICE = InetAddress.ofLiteral("203.0.113.7");
  private static final InetAddress HOME = InetAddress.ofLiteral("198.51.100.1");

  private final Admission admission = new Admission(new ManualClock(), Duration.ofMinutes(15));
  private final TestRules rules = new TestRules();

  @Test
  void anAddressGetsAsManyConnectionsAsItsLimitAndTheNextOneLearnsWhy() {
    rules.limit = 2;

    admit(OFFICE);
    admit(OFFICE);

    assertThat(admission.decide(OFFICE, rules)).isEqualTo(full(OFFICE, 2, 2));
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
  void aDenialComesBeforeAFullServerAndThatBeforeAFullAddressAndThatBeforeAFullNetwork() {
    rules.maximum = 1;
    rules.limit = 1;
    rules.perClassC = 1;
    admit(OFFICE);

    assertThat(admission.decide(OFFICE, rules)).isEqualTo(new ServerFull(1));
    rules.special.put(OFFICE, new Rule.Deny("imapaccess:3", Optional.empty()));
    assertThat(admission.decide(OFFICE, rules))
        .isEqualTo(new AddressDenied("imapaccess:3", Optional.empty()));
    rules.special.clear();
    rules.maximum = 2;
    assertThat(admission.decide(OFFICE, rules)).isEqualTo(full(OFFICE, 1, 1));
    rules.limit = 2;
    assertThat(admission.decide(OFFICE, rules)).isInstanceOf(ClassCFull.class);
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
  void twoHundredAndFiftySixNeighboursCountTogetherUnderMaxperc() {
    rules.perClassC = 2;
    Admitted first = admit(InetAddress.ofLiteral("203.0.113.0"));
    admit(InetAddress.ofLiteral("203.0.113.255"));
    InetAddress neighbour = InetAddress.ofLiteral("203.0.113.9");

    assertThat(admission.decide(neighbour, rules))
        .isEqualTo(new ClassCFull(new AddressBlock(true, 0, 0xCB007100L, 24), 2, 2));
    admit(InetAddress.ofLiteral("203.0.114.9"));
    first.lease().close();
    admit(neighbour);
    assertThat(admission.totals().current()).isEqualTo(3);
  }

  @Test
  void neighboursOfIpv6AreThoseOfACommon120BitPrefixWhateverPrefixIsCounted() {
    rules.perClassC = 1;
    admit(InetAddress.ofLiteral("2001:db8::1"));

    assertThat(admission.decide(InetAddress.ofLiteral("2001:db8::ff"), rules))
        .isInstanceOfSatisfying(
            ClassCFull.class,
            full -> assertThat(full.network().text()).isEqualTo("2001:db8::/120"));
    admit(InetAddress.ofLiteral("2001:db8::100"));
  }

  @Test
  void aPlaceThatTheNetworkOrTheServerHasNotIsTakenNowhere() {
    rules.perClassC = 1;
    Admitted first = admit(OFFICE);
    admission.decide(InetAddress.ofLiteral("203.0.113.8"), rules);
    rules.maximum = 1;
    admission.decide(HOME, rules);

    first.lease().close();

    assertThat(admission.totals().current()).isZero();
    admit(InetAddress.ofLiteral("203.0.113.8"));
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
    assertThat(admission.decide(OFFICE, rules)).isEqualTo(full(OFFICE, 2, 1));
  }

  @Test
  void aMappedAddressIsTheIpv4AddressItStandsFor() {
    rules.limit = 1;
    admit(OFFICE);

    assertThat(admission.decide(InetAddress.ofLiteral("::ffff:203.0.113.7"), rules))
        .isInstanceOf(AddressFull.class);
  }

  @Test
  void theAddressesOfAnIpv6PrefixCountTogetherButEachHasItsOwnRule() {
    rules.limit = 2;
    InetAddress known = InetAddress.ofLiteral("2001:db8:1:2::7");
    rules.special.put(known, new Rule.Limit(3, LimitSource.RAISED));
    admit(InetAddress.ofLiteral("2001:db8:1:2:aaaa::1"));
    admit(InetAddress.ofLiteral("2001:db8:1:2:bbbb::2"));

    assertThat(admission.decide(InetAddress.ofLiteral("2001:db8:1:2::8"), rules))
        .isInstanceOfSatisfying(
            AddressFull.class,
            full -> assertThat(full.peer().text()).isEqualTo("2001:db8:1:2::/64"));
    admit(known);
    assertThat(admission.decide(known, rules)).isInstanceOf(AddressFull.class);
    admit(InetAddress.ofLiteral("2001:db8:1:3::8"));
  }

  @Test
  void anotherPrefixLengthHoldsForNewConnectionsAndOldOnesLeaveWhereTheyCame() {
    rules.limit = 1;
    Admitted before = admit(InetAddress.ofLiteral("2001:db8:1:2::1"));

    rules.ipv6Prefix = 48;
    Admitted after = admit(InetAddress.ofLiteral("2001:db8:1:2::1"));

    assertThat(admission.decide(InetAddress.ofLiteral("2001:db8:1:3::1"), rules))
        .isInstanceOf(AddressFull.class);
    before.lease().close();
    after.lease().close();
    assertThat(admission.totals().current()).isZero();
    admit(InetAddress.ofLiteral("2001:db8:1:3::1"));
  }

  @Test
  void totalsCountRefusalsOfEveryCause() {
    rules.limit = 1;
    rules.special.put(HOME, new Rule.Deny("imapaccess:1", Optional.empty()));
    Admitted first = admit(OFFICE);
    admission.decide(OFFICE, rules);
    admission.decide(HOME, rules);

    assertThat(admission.totals()).isEqualTo(new Admission.Totals(1, 1, 1, 2));
    first.lease().loggedIn("anna");
    assertThat(admission.totals()).isEqualTo(new Admission.Totals(1, 0, 1, 2));
  }

  private static AddressFull full(InetAddress address, int open, int limit) {
    return new AddressFull(
        AddressBlock.counted(PeerAddress.of(address), 64),
        open,
        new Rule.Limit(limit, LimitSource.MAXCPERIP));
  }

  private Admitted admit(InetAddress address) {
    Decision decision = admission.decide(address, rules);
    assertThat(decision).isInstanceOf(Admitted.class);
    return (Admitted) decision;
  }
}
