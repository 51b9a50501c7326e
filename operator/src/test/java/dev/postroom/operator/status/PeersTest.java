package dev.postroom.operator.status;

import static dev.postroom.operator.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.ImapServerStatus;
import dev.postroom.crds.PeerStatus;
import dev.postroom.operator.Servers;
import dev.postroom.operator.limits.Decision;
import dev.postroom.operator.limits.Decision.Outcome;
import dev.postroom.operator.limits.Effects;
import dev.postroom.operator.limits.EvidenceOf;
import dev.postroom.operator.limits.Ledger;
import dev.postroom.operator.limits.LimitRules;
import dev.postroom.operator.limits.Raise;
import dev.postroom.operator.limits.Raiser;
import dev.postroom.operator.limits.Reason;
import dev.postroom.operator.limits.Round;
import dev.postroom.operator.round.NotedPeers.Noted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PeersTest {

  private static final String OFFICE = "203.0.113.7";
  private static final LimitRules RULES = LimitRules.of(Servers.spec("{}"));

  @Test
  void aRaiseExpiresWhenItSaysSo() {
    var ledger = ledger(raise(NOON, NOON, Optional.empty()));
    var expires = Instant.parse(peer(ledger, NOON.plusSeconds(2)).expires());

    assertThat(expires).isEqualTo(NOON.plus(Duration.ofHours(1)));
    assertThat(decide(ledger, expires.minusSeconds(1)).outcome()).isEqualTo(Outcome.KEPT);
    assertThat(decide(ledger, expires).outcome()).isEqualTo(Outcome.LOWERED);
  }

  @Test
  void aRaiseThatNobodyProvesExpiresSoonerWhereThatIsSooner() {
    var proven = NOON.minus(RULES.expire()).plusSeconds(60);
    var ledger = ledger(raise(NOON, proven, Optional.empty()));
    var expires = Instant.parse(peer(ledger, NOON.plusSeconds(2)).expires());

    assertThat(expires).isEqualTo(NOON.plusSeconds(60));
    assertThat(decide(ledger, expires.minusSeconds(1)).outcome()).isEqualTo(Outcome.KEPT);
    assertThat(decide(ledger, expires).reason()).isEqualTo(Reason.Expired);
  }

  @Test
  void aRaiseThatIsInUseOrOverdueSaysNoTime() {
    var ledger = ledger(raise(NOON, NOON, Optional.empty()));

    assertThat(peer(ledger, NOON).expires()).isNull();
    assertThat(peer(ledger, NOON.plus(Duration.ofHours(2))).expires()).isNull();
  }

  @Test
  void aSuspendedRaiseIsShownWithTheLimitThatIsInForce() {
    var peer = peer(ledger(raise(NOON, NOON, Optional.of(NOON))), NOON.plusSeconds(2));

    assertThat(peer.limit()).isEqualTo(20);
    assertThat(peer.since()).isNull();
    assertThat(peer.expires()).isNull();
  }

  @Test
  void whoeverIsKnownIsShownBeforeStrangersWithManyRefusals() {
    var noted = new ArrayList<Noted>();
    for (int i = 0; i < 2 * ImapServerStatus.MAX_PEERS; i++) {
      noted.add(held(EvidenceOf.peer("10.0.0." + i).refused(100_000), Reason.NobodyLoggedIn));
    }
    noted.add(held(EvidenceOf.peer(OFFICE).users(2).refused(1), Reason.EarnedLimitReached));

    var peers = Peers.of(RULES, Ledger.EMPTY, noted, NOON);

    assertThat(peers).hasSize(ImapServerStatus.MAX_PEERS);
    assertThat(peers.getFirst().peer()).isEqualTo(OFFICE);
  }

  private static Noted held(EvidenceOf evidence, Reason reason) {
    var decision = new Decision(Outcome.HELD, 20, 20, 20, 20, 20, evidence.build(), reason, "why");
    return new Noted(decision, reason, "why", NOON, NOON);
  }

  private static PeerStatus peer(Ledger ledger, Instant now) {
    return Peers.of(RULES, ledger, List.of(), now).getFirst();
  }

  /** When nobody is connected. */
  private static Decision decide(Ledger ledger, Instant now) {
    var round =
        new Round(now, true, List.of(), true, List.of(), Effects.NONE, Optional.empty(), Set.of());
    return new Raiser().decide(RULES, ledger, round).decisions().getFirst();
  }

  private static Ledger ledger(Raise raise) {
    return new Ledger(Map.of(OFFICE, raise));
  }

  private static Raise raise(Instant needed, Instant proven, Optional<Instant> suspended) {
    return new Raise(
        80,
        20,
        NOON,
        needed,
        proven,
        12,
        120,
        31,
        Reason.TurnedAway,
        "31 connections turned away",
        suspended);
  }
}
