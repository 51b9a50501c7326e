package dev.postroom.operator.status;

import dev.postroom.crds.ImapServerStatus;
import dev.postroom.crds.PeerStatus;
import dev.postroom.operator.limits.Ledger;
import dev.postroom.operator.limits.LimitRules;
import dev.postroom.operator.limits.Raise;
import dev.postroom.operator.limits.Reason;
import dev.postroom.operator.round.NotedPeers.Noted;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The peers of the status: all that are noted, and raised ones of which nothing new is known. */
final class Peers {

  private Peers() {}

  /**
   * Those that matter most.
   *
   * @param noted what is worth telling
   * @param now when the pods were looked at last
   */
  static List<PeerStatus> of(
      LimitRules rules, Ledger ledger, Collection<Noted> noted, Instant now) {
    var raises = ledger.raises();
    var peers = new ArrayList<PeerStatus>();
    var told = new HashSet<String>();
    for (var each : noted) {
      var peer = each.latest().peer();
      peers.add(noted(each, rules, ledger.inForce(peer), now));
      told.add(peer);
    }
    raises.forEach(
        (peer, raise) -> {
          if (!told.contains(peer)) {
            peers.add(raised(peer, raise, rules, now));
          }
        });
    return peers.stream()
        .sorted(
            Comparator.comparingInt(PeerStatus::limit)
                .reversed()
                .thenComparing(PeerStatus::users, Comparator.reverseOrder())
                .thenComparing(PeerStatus::refused, Comparator.reverseOrder())
                .thenComparing(PeerStatus::peer))
        .limit(ImapServerStatus.MAX_PEERS)
        .toList();
  }

  private static PeerStatus noted(
      Noted noted, LimitRules rules, Optional<Raise> raise, Instant now) {
    var decision = noted.latest();
    var evidence = decision.evidence();
    return new PeerStatus(
        decision.peer(),
        raise.map(Raise::limit).orElseGet(() -> rules.base(decision.peer())),
        rules.base(decision.peer()),
        decision.wanted(),
        decision.recommended() == decision.limit() ? null : decision.recommended(),
        evidence.users(),
        evidence.connections(),
        evidence.refused(),
        noted.reason().name(),
        BoundedText.ofMany(noted.message()),
        raise.map(Raise::since).map(Peers::text).orElse(null),
        raise.flatMap(r -> expires(r, rules, now)).orElse(null));
  }

  private static PeerStatus raised(String peer, Raise raise, LimitRules rules, Instant now) {
    return new PeerStatus(
        peer,
        raise.isInForce() ? raise.limit() : rules.base(peer),
        rules.base(peer),
        raise.wanted(),
        null,
        raise.users(),
        0,
        raise.refused(),
        raise.reason().name(),
        BoundedText.ofMany(raise.message()),
        raise.isInForce() ? text(raise.since()) : null,
        expires(raise, rules, now).orElse(null));
  }

  /**
   * Nothing is said of a pin, of a raise that is in use, or of a time that has passed for want of a
   * report.
   */
  private static Optional<String> expires(Raise raise, LimitRules rules, Instant now) {
    var quiet = raise.needed().plus(rules.quiet());
    var proven = raise.proven().plus(rules.expire());
    return Optional.of(quiet.isBefore(proven) ? quiet : proven)
        .filter(_ -> raise.isInForce() && raise.reason() != Reason.Pinned)
        .filter(_ -> raise.needed().isBefore(now))
        .filter(time -> time.isAfter(now))
        .map(Peers::text);
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
