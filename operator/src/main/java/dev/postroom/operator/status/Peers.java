package dev.postroom.operator.status;

import dev.postroom.crds.ImapServerStatus;
import dev.postroom.crds.PeerStatus;
import dev.postroom.operator.limits.LimitRules;
import dev.postroom.operator.limits.Raise;
import dev.postroom.operator.round.NotedPeers.Noted;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The peers of the status: all that are noted, and raised ones of which nothing new is known. */
final class Peers {

  private Peers() {}

  static List<PeerStatus> of(Observed observed) {
    if (observed.rules().isEmpty()) {
      return List.of();
    }
    var rules = observed.rules().get();
    var raises = observed.ledger().raises();
    var peers = new ArrayList<PeerStatus>();
    var told = new HashSet<String>();
    for (var noted : observed.noted()) {
      var peer = noted.latest().peer();
      peers.add(noted(noted, rules, Optional.ofNullable(raises.get(peer))));
      told.add(peer);
    }
    raises.forEach(
        (peer, raise) -> {
          if (!told.contains(peer)) {
            peers.add(raised(peer, raise, rules));
          }
        });
    return peers.stream()
        .sorted(
            Comparator.comparingInt(PeerStatus::limit)
                .reversed()
                .thenComparing(PeerStatus::refused, Comparator.reverseOrder())
                .thenComparing(PeerStatus::peer))
        .limit(ImapServerStatus.MAX_PEERS)
        .toList();
  }

  private static PeerStatus noted(Noted noted, LimitRules rules, Optional<Raise> raise) {
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
        noted.message(),
        raise.map(Raise::since).map(Peers::text).orElse(null),
        raise.map(r -> expires(r, rules)).orElse(null));
  }

  private static PeerStatus raised(String peer, Raise raise, LimitRules rules) {
    return new PeerStatus(
        peer,
        raise.limit(),
        rules.base(peer),
        raise.wanted(),
        null,
        raise.users(),
        0,
        raise.refused(),
        raise.reason().name(),
        raise.message(),
        text(raise.since()),
        expires(raise, rules));
  }

  private static String expires(Raise raise, LimitRules rules) {
    return text(raise.needed().plus(rules.quiet()).truncatedTo(ChronoUnit.MINUTES));
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
