package dev.postroom.imap.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.report.ConfigurationState;
import dev.postroom.contract.report.Connections;
import dev.postroom.contract.report.Peer.LimitSource;
import dev.postroom.contract.report.PeerReport;
import dev.postroom.contract.report.PeerReportJson;
import dev.postroom.imap.admission.AddressRules;
import dev.postroom.imap.admission.AddressRules.Rule.Limit;
import dev.postroom.imap.admission.AddressRules.ServerRules;
import dev.postroom.imap.admission.Admission;
import dev.postroom.imap.admission.Admission.Peers;
import dev.postroom.imap.admission.Decision.Admitted;
import dev.postroom.imap.admission.UnauthenticatedRules;
import dev.postroom.testing.ManualClock;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PeerReportsTest {

  private static final int MANY = 1_000_000;

  @Test
  void ofTwentyThousandBusyAddressesAReportHasRoomForThoseThatItIsReadBy() {
    Admission admission = new Admission(new ManualClock(), Duration.ofMinutes(15));
    AddressRules rules = new EverybodyTwice();
    for (int i = 0; i < 20_000; i++) {
      InetAddress from =
          InetAddress.ofLiteral("2001:db8:%x:%x::1".formatted(0x8000 + (i >> 12), 0x8000 + i));
      for (int session = 0; session < 2; session++) {
        var lease = ((Admitted) admission.decide(from, rules)).lease();
        lease.loggedIn("user" + session);
        lease.loginFailed();
      }
      admission.decide(from, rules);
    }

    Peers peers = admission.peers(rules, PeerReports.MAX_PEERS);
    byte[] json = PeerReportJson.write(report(peers));

    assertThat(peers.truncated()).isTrue();
    // Room for what else a report says, and for counters of more digits.
    assertThat(json).hasSizeLessThan(PeerReportJson.MAX_BYTES * 3 / 4);
    assertThat(PeerReportJson.read(json).peers()).hasSize(PeerReports.MAX_PEERS);
  }

  private static PeerReport report(Peers peers) {
    Instant now = new ManualClock().instant();
    return new PeerReport(
        PeerReport.VERSION,
        now,
        now,
        "mail-0",
        Duration.ofMinutes(15),
        new ConfigurationState(Map.of(), now, List.of(), List.of()),
        new Connections(0, 0, MANY, 0, 0, List.of()),
        List.of(),
        peers.peers(),
        peers.truncated());
  }

  private static final class EverybodyTwice implements AddressRules {
    @Override
    public ServerRules server() {
      return new ServerRules(
          MANY,
          MANY,
          MANY,
          64,
          new UnauthenticatedRules(OptionalInt.of(MANY), OptionalInt.empty()));
    }

    @Override
    public Rule ruleFor(InetAddress address) {
      return new Limit(2, LimitSource.MAXPERIP);
    }
  }
}
