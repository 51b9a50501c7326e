package dev.postroom.operator.limits;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The ledger while a round is decided: what was entered counts for whoever comes next. */
final class LedgerBook {

  private final Ledger before;
  private final Round round;
  private final Places places;
  private final TreeMap<String, Raise> raises;
  private final Map<String, Standing> spare = new HashMap<>();
  private final List<Decision> decisions = new ArrayList<>();

  LedgerBook(LimitRules rules, Ledger ledger, Round round) {
    this.before = ledger;
    this.round = round;
    this.places = new Places(rules, round.uses());
    this.raises = new TreeMap<>(ledger.raises());
    ledger
        .raises()
        .forEach(
            (peer, raise) -> {
              int limit = ledger.limit(peer, rules);
              if (raise.isInForce() && limit > rules.base(peer)) {
                places.give(peer, limit);
              }
            });
  }

  Places places() {
    return places;
  }

  /** Enters what was decided about a peer. */
  void enter(Standing peer, Decision decision) {
    decisions.add(decision);
    entry(peer, decision)
        .ifPresentOrElse(raise -> put(peer.peer(), raise), () -> remove(peer.peer()));
  }

  /** Leaves a peer as it is that does not ask for more, or lowers it when the time has come. */
  void leave(Standing peer) {
    Decay.ofQuiet(peer)
        .ifPresentOrElse(
            decision -> enter(peer, decision),
            () ->
                peer.raise()
                    .ifPresentOrElse(raise -> put(peer.peer(), raise), () -> remove(peer.peer())));
    if (raises.containsKey(peer.peer()) && !Decay.isNeeded(peer)) {
      spare.put(peer.peer(), peer);
    }
  }

  /**
   * Whether the ledger takes a raise of this peer. Where it is full, whoever has not needed his for
   * longest makes room, as far as that is known.
   */
  boolean makesRoomFor(Standing peer) {
    if (raises.containsKey(peer.peer()) || raises.size() < Raiser.MAX_RAISED) {
      return true;
    }
    var leaving =
        spare.values().stream()
            .filter(other -> raises.containsKey(other.peer()))
            .filter(other -> other.evidence().certain())
            .min(
                Comparator.comparing((Standing other) -> raises.get(other.peer()).needed())
                    .thenComparing(Standing::peer));
    leaving.ifPresent(
        other -> {
          decisions.removeIf(decision -> decision.peer().equals(other.peer()));
          enter(
              other,
              other.lowered(
                  other.base(),
                  Reason.MadeRoom,
                  "%d addresses are raised and %s needed a place; back to the base limit %d"
                      .formatted(Raiser.MAX_RAISED, peer.peer(), other.base())));
        });
    return leaving.isPresent();
  }

  /** The ledger as it is now; the same as before if nothing in it changed. */
  Verdict verdict() {
    return new Verdict(raises.equals(before.raises()) ? before : new Ledger(raises), decisions);
  }

  private Optional<Raise> entry(Standing peer, Decision decision) {
    var raise = peer.raise();
    return switch (decision.outcome()) {
      case RAISED -> Optional.of(Raise.of(decision, round.now(), proven(peer)));
      case LOWERED ->
          decision.reason() == Reason.SwitchedOff
              ? raise.map(found -> found.suspendedAt(round.now()))
              : Optional.of(decision)
                  .filter(lowered -> lowered.limit() > lowered.base())
                  .map(lowered -> Raise.of(lowered, round.now(), proven(peer)));
      case HELD, KEPT ->
          raise.map(
              found ->
                  found.isInForce() && Decay.isNeeded(peer) ? found.neededAt(round.now()) : found);
    };
  }

  private Instant proven(Standing peer) {
    return peer.raise().map(Raise::proven).orElse(round.now());
  }

  private void put(String peer, Raise raise) {
    raises.put(peer, raise);
    if (raise.isInForce()) {
      places.give(peer, raise.limit());
    } else {
      places.takeBack(peer);
    }
  }

  private void remove(String peer) {
    raises.remove(peer);
    places.takeBack(peer);
  }
}
