package dev.postroom.operator.limits;

import java.util.Optional;

/**
 * Whether a peer asks for more, and by what sign.
 *
 * <p>Of all causes of refusals only that the address itself is full asks for a higher limit: a full
 * server needs a higher maximum, whoever is denied is meant to be, and those who have not logged in
 * show nobody who deserves more.
 */
enum Demand {
  /** Connections were turned away at the limit it has now. */
  TURNED_AWAY(Reason.TurnedAway),
  /** Nearly all of its limit is in use; nobody was turned away yet. */
  NEAR_LIMIT(Reason.NearLimit),
  /** Connections were turned away because its network is full. */
  NETWORK_FULL(Reason.NetworkFull);

  private final Reason reason;

  Demand(Reason reason) {
    this.reason = reason;
  }

  /** What a raise for it is called. */
  Reason reason() {
    return reason;
  }

  static Optional<Demand> of(Standing peer) {
    var evidence = peer.evidence();
    if (evidence.refusedAt() > 0 && (evidence.refusedAt() >= peer.current() || isUnseen(peer))) {
      return Optional.of(TURNED_AWAY);
    }
    if (evidence.networkFull()) {
      return Optional.of(NETWORK_FULL);
    }
    return peer.rules().isNear(evidence.connections(), peer.current())
        ? Optional.of(NEAR_LIMIT)
        : Optional.empty();
  }

  /** Turned away at less than what it was given, it may find that enough once it is in force. */
  private static boolean isUnseen(Standing peer) {
    return peer.round()
        .effects()
        .missingSince(peer.peer())
        .filter(since -> !since.plus(Effects.PATIENCE).isAfter(peer.round().now()))
        .isPresent();
  }

  /** The sign in words. */
  String words(Standing peer) {
    var evidence = peer.evidence();
    return this == NEAR_LIMIT
        ? "%d of %d connections in use".formatted(evidence.connections(), peer.current())
        : "%d connections turned away".formatted(evidence.refused());
  }
}
