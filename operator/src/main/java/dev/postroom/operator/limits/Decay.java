package dev.postroom.operator.limits;

import java.time.Instant;
import java.util.Optional;

/** Whether a raise is still deserved, and needed as far as it goes. */
final class Decay {

  /** A lowered limit is at least so many times what was open. */
  private static final int SPARE = 2;

  private Decay() {}

  /** A raise that ends, or becomes less, whether or not the peer asks for more. */
  static Optional<Decision> atOnce(Standing peer) {
    if (peer.raise().isEmpty()) {
      return Optional.empty();
    }
    var rules = peer.rules();
    if (peer.round().warm()
        && !peer.round().now().isBefore(peer.raise().get().proven().plus(rules.expire()))) {
      return Optional.of(
          peer.lowered(
              peer.base(),
              Reason.Expired,
              "nobody was seen to be logged in from there for %d s: back to the base limit %d"
                  .formatted(rules.expire().toSeconds(), peer.base())));
    }
    if (!rules.judge(peer.peer()) && isGone(peer)) {
      return Optional.of(
          peer.lowered(
              peer.base(),
              Reason.LessAllowed,
              "ipv6Prefix is %d now, by which this prefix is none: back to the base limit %d"
                  .formatted(rules.ipv6Prefix(), peer.base())));
    }
    int allowed = Math.max(peer.base(), rules.bound());
    return peer.inForce().isPresent() && peer.current() > allowed
        ? Optional.of(
            peer.lowered(
                allowed, Reason.LessAllowed, "the specification allows %d now".formatted(allowed)))
        : Optional.empty();
  }

  /** Whether every pod's word is known, and none knows the peer. */
  private static boolean isGone(Standing peer) {
    return peer.evidence().certain() && peer.evidence().limits().isEmpty();
  }

  /** What becomes of a raise whose peer does not ask for more. */
  static Optional<Decision> ofQuiet(Standing peer) {
    return peer.inForce().map(raise -> ofQuiet(peer, raise));
  }

  private static Decision ofQuiet(Standing peer, Raise raise) {
    var round = peer.round();
    int next = next(peer.current(), peer.base());
    if (!isNeeded(peer)
        && peer.evidence().certain()
        && round.warm()
        && !round.now().isBefore(due(raise, peer.rules()))) {
      return isUsed(peer) ? notEarned(peer, next) : notNeeded(peer, next);
    }
    return peer.kept(raise.reason(), raise.message());
  }

  private static Decision notNeeded(Standing peer, int next) {
    return peer.lowered(
        next,
        Reason.NotNeeded,
        "no more than %d of %d connections were needed for %d s; lowered to %d"
            .formatted(next / SPARE, peer.current(), peer.rules().quiet().toSeconds(), next));
  }

  private static Decision notEarned(Standing peer, int next) {
    return peer.lowered(
        next,
        Reason.NotEarned,
        "its users have earned no more than %d for %d s; lowered from %d to %d, which closes nothing"
            .formatted(peer.earned(), peer.rules().quiet().toSeconds(), peer.current(), next));
  }

  /**
   * Whether the next lower limit would leave little over what is open now, as far as those who are
   * there have earned it: whoever grows, however slowly, would have it raised again soon.
   */
  static boolean isNeeded(Standing peer) {
    return isUsed(peer) && peer.earned() > next(peer.current(), peer.base());
  }

  /** The lowest limit that leaves a peer as much over what it has open as a lowering ever does. */
  static int leastFor(Standing peer) {
    return (int)
        Math.max(
            peer.base(), SPARE * (long) Math.min(peer.evidence().connections(), peer.current()));
  }

  private static boolean isUsed(Standing peer) {
    return SPARE * (long) peer.evidence().connections() > next(peer.current(), peer.base());
  }

  /** When a raise is lowered that is not needed before. */
  private static Instant due(Raise raise, LimitRules rules) {
    return raise.needed().plus(rules.quiet());
  }

  /** Half of what a limit is above its base. */
  private static int next(int limit, int base) {
    return base + (limit - base) / 2;
  }
}
