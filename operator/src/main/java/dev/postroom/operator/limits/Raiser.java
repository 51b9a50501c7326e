package dev.postroom.operator.limits;

import dev.postroom.crds.AutoRaise.Mode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Decides each round which limits rise, fall or stay, with the reason for every one. Does a peer
 * ask for more ({@link Demand})? May it have more ({@link Objection})? How much is there to give
 * ({@link Allowance})? And what it has, is that still needed ({@link Decay})?
 */
public final class Raiser {

  /**
   * Each takes some 600 bytes in the ledger and a record in the access map; a ConfigMap has 1 MiB.
   */
  public static final int MAX_RAISED = 1000;

  /** Who was turned away before who only may be, and small limits before great ones. */
  private static final Comparator<Asking> TURN =
      Comparator.comparing(Asking::demand)
          .thenComparingInt(asking -> asking.peer().current())
          .thenComparing(asking -> asking.peer().peer());

  /** A peer that asks for more. */
  private record Asking(Standing peer, Demand demand) {}

  /** One round: what becomes of the ledger, and why. */
  public Verdict decide(LimitRules rules, Ledger ledger, Round round) {
    var book = new LedgerBook(rules, ledger, round);
    var asking = new ArrayList<Asking>();
    for (var peer : standings(rules, ledger, round)) {
      if (round.pinned().contains(peer.peer())) {
        book.enter(peer, Pins.kept(peer));
        continue;
      }
      // What is taken back is there to be given in the same round.
      var settled = Decay.atOnce(peer).or(() -> ModeChange.of(peer, book.places()));
      var demand = rules.mode() == Mode.Off ? Optional.<Demand>empty() : Demand.of(peer);
      if (settled.isPresent()) {
        book.enter(peer, settled.get());
      } else if (demand.isPresent()) {
        asking.add(new Asking(peer, demand.get()));
      } else {
        book.leave(peer);
      }
    }
    asking.sort(TURN);
    for (var each : asking) {
      more(each, book)
          .ifPresentOrElse(
              decision -> book.enter(each.peer(), decision), () -> book.leave(each.peer()));
    }
    return book.verdict();
  }

  private static List<Standing> standings(LimitRules rules, Ledger ledger, Round round) {
    var peers = new LinkedHashMap<String, Evidence>();
    round.evidence().forEach(evidence -> peers.put(evidence.peer(), evidence));
    ledger
        .raises()
        .keySet()
        .forEach(peer -> peers.putIfAbsent(peer, Evidence.none(peer, round.absenceCertain())));
    round
        .pinned()
        .forEach(peer -> peers.putIfAbsent(peer, Evidence.none(peer, round.absenceCertain())));
    return peers.values().stream()
        .map(
            evidence ->
                Standing.of(
                    rules,
                    round,
                    evidence,
                    Optional.ofNullable(ledger.raises().get(evidence.peer()))))
        .toList();
  }

  private static Optional<Decision> more(Asking asking, LedgerBook book) {
    var peer = asking.peer();
    var objection = Objection.to(peer, asking.demand());
    if (objection.isPresent()) {
      // Where nobody was turned away yet, a refusal to raise is no news.
      return objection.filter(_ -> asking.demand() != Demand.NEAR_LIMIT);
    }
    var allowance = new Allowance(peer, book.places());
    if (asking.demand() == Demand.TURNED_AWAY) {
      book.freePlacesFor(peer, allowance.sought(asking.demand()));
    }
    var answer = allowance.answer(asking.demand());
    return answer.filter(decision -> decision.outcome() == Decision.Outcome.RAISED).isPresent()
            && !book.makesRoomFor(peer)
        ? Optional.of(
            peer.held(
                Reason.TooManyRaised,
                "%d addresses are raised and in use, no more can be; give large networks a limit of"
                        .formatted(MAX_RAISED)
                    + " their own in connections.perAddress.tenants"))
        : answer;
  }
}
