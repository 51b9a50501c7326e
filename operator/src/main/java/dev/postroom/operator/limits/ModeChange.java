package dev.postroom.operator.limits;

import dev.postroom.crds.AutoRaise.Mode;
import java.util.Optional;

/**
 * What becomes of a raise when the mode changes: it is suspended while the mode is not Live, and in
 * force again when it is, so that nobody has to earn twice what he was known to have earned.
 */
final class ModeChange {

  private ModeChange() {}

  static Optional<Decision> of(Standing peer, Places places) {
    var rules = peer.rules();
    if (rules.mode() == Mode.Live) {
      return peer.suspended().flatMap(raise -> resume(peer, raise, places));
    }
    return peer.inForce()
        .map(
            _ ->
                peer.lowered(
                    peer.base(),
                    Reason.SwitchedOff,
                    "autoRaise.mode is %s: back to the base limit %d, until it is Live again"
                        .formatted(rules.mode(), peer.base())));
  }

  /** As far as there is room; where there is none it has to wait like everybody. */
  private static Optional<Decision> resume(Standing peer, Raise raise, Places places) {
    int limit = Math.min(Math.min(raise.limit(), peer.rules().bound()), places.most(peer.peer()));
    boolean held = peer.round().hold().filter(hold -> hold.concerns(peer.peer())).isPresent();
    return held || limit <= peer.base()
        ? Optional.empty()
        : Optional.of(
            peer.raised(
                limit,
                Reason.LiveAgain,
                "autoRaise.mode is Live again: raised from %d to %d of the %d that it had"
                    .formatted(peer.base(), limit, raise.limit())));
  }
}
