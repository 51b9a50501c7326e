package dev.postroom.operator.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The ledger while a round is decided: what was entered counts for whoever comes next. */
final class LedgerBook {

  /** How long a raise was not needed before its places may go to others: longer than a coffee. */
  private static final Duration IDLE = Duration.ofMinutes(10);

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
    var leaving = longestSpare(_ -> true);
    leaving.ifPresent(
        other ->
            makeRoom(
                other,
                other.base(),
                "%d addresses are raised and %s needed a place; back to the base limit %d"
                    .formatted(Raiser.MAX_RAISED, peer.peer(), other.base())));
    return leaving.isPresent();
  }

  /**
   * Sees to it that a peer which is turned away can be given a limit: as long as there are too few
   * places, whoever has not needed his raise for longest keeps twice of what he has open. Or else
   * whoever was raised once and left would keep others from being raised, for hours.
   */
  void freePlacesFor(Standing peer, int limit) {
    boolean isSearching = round.warm();
    while (isSearching && places.most(peer.peer()) < limit) {
      var leaving = longestSpare(this::isIdle);
      leaving.ifPresent(other -> lowerFor(peer, other));
      isSearching = leaving.isPresent();
    }
  }

  private boolean isIdle(Standing other) {
    return other.inForce().isPresent()
        && !round.now().isBefore(raises.get(other.peer()).needed().plus(IDLE))
        && Decay.leastFor(other) < other.current();
  }

  private void lowerFor(Standing peer, Standing other) {
    int limit = Decay.leastFor(other);
    makeRoom(
        other,
        limit,
        "%s was turned away, and this limit was not needed for %d minutes; lowered from %d to %d"
            .formatted(peer.peer(), IDLE.toMinutes(), other.current(), limit));
  }

  private Optional<Standing> longestSpare(Predicate<Standing> which) {
    return spare.values().stream()
        .filter(other -> raises.containsKey(other.peer()))
        .filter(other -> other.evidence().certain())
        .filter(which)
        .min(
            Comparator.comparing((Standing other) -> raises.get(other.peer()).needed())
                .thenComparing(Standing::peer));
  }

  private void makeRoom(Standing other, int limit, String message) {
    spare.remove(other.peer());
    decisions.removeIf(decision -> decision.peer().equals(other.peer()));
    enter(other, other.lowered(limit, Reason.MadeRoom, message));
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
