package dev.postroom.operator.limits;

import dev.postroom.crds.AutoRaise.Mode;
import java.util.Optional;

/** How much more a peer gets that may have more, or which bound stands in its way. */
final class Allowance {

  /** A limit at most doubles in a round: a wrong signal is noticed before it has cost much. */
  private static final int FACTOR = 2;

  private final Standing peer;
  private final Places places;

  Allowance(Standing peer, Places places) {
    this.peer = peer;
    this.places = places;
  }

  /** What the peer would get if there were places for everybody. */
  int sought(Demand demand) {
    return Math.min(FACTOR * used(demand), peer.earned());
  }

  /** What comes of a demand; nothing if nobody was turned away and there is nothing to get. */
  Optional<Decision> answer(Demand demand) {
    int most = Math.min(peer.earned(), places.most(peer.peer()));
    int next = Math.min(sought(demand), most);
    if (peer.rules().mode() == Mode.Recommend) {
      next = most;
    }
    if (next > peer.current()) {
      return Optional.of(
          peer.rules().mode() == Mode.Live ? raise(demand, next) : recommend(demand, next));
    }
    // Nobody was turned away yet, so that a refusal to raise is no news.
    return demand == Demand.NEAR_LIMIT ? Optional.empty() : Optional.of(bound());
  }

  /** Nobody needs more than twice of what is in use; being turned away is using the whole limit. */
  private int used(Demand demand) {
    return demand == Demand.NEAR_LIMIT
        ? Math.min(peer.evidence().connections(), peer.current())
        : peer.current();
  }

  private Decision raise(Demand demand, int next) {
    return peer.raised(
        next,
        demand.reason(),
        "%s; raised from %d to %d, %s"
            .formatted(demand.words(peer), peer.current(), next, earning()));
  }

  private Decision recommend(Demand demand, int next) {
    return peer.recommended(
        next,
        "%s; %d is recommended instead of %d, %s; set autoRaise.mode to Live to have it raised"
            .formatted(demand.words(peer), next, peer.current(), earning()));
  }

  private String earning() {
    int users = peer.evidence().users();
    return "%d %s × %d connections earn %d"
        .formatted(
            users, users == 1 ? "user" : "users", peer.rules().connectionsPerUser(), peer.wanted());
  }

  /** It has all it can have; says which bound that is. */
  private Decision bound() {
    var rules = peer.rules();
    if (peer.wanted() <= peer.current()) {
      return peer.held(Reason.EarnedLimitReached, earning() + ", which it has" + busiest());
    }
    if (rules.bound() > peer.current()) {
      return peer.held(
          Reason.HeadroomReached,
          ("%s, but raised addresses may hold %d and others hold %d of the %d connections of a pod"
                  + " that autoRaise.reservePercent leaves; raise connections.maximum")
              .formatted(earning(), places.given(), places.othersHold(), places.room()));
    }
    return rules.ceiling() <= rules.share()
        ? peer.held(Reason.CeilingReached, earning() + ", but " + ceiling())
        : peer.held(
            Reason.ServerShareReached,
            "%s, but one address may have %d, its share of connections.maximum"
                .formatted(earning(), rules.share()));
  }

  private String ceiling() {
    var rules = peer.rules();
    int ceiling = rules.autoRaise().ceiling();
    return rules.pods() == 1
        ? "autoRaise.ceiling is %d".formatted(ceiling)
        : "autoRaise.ceiling of %d over %d pods is %d in each; set it to what one pod should give,"
                .formatted(ceiling, rules.pods(), rules.ceiling())
            + " times the pods";
  }

  /** One program that opens far too many is found by its user. */
  private String busiest() {
    int most = peer.evidence().mostSessionsOfAUser();
    return most > peer.rules().connectionsPerUser()
        ? "; one user alone has %d sessions".formatted(most)
        : "";
  }
}
