package dev.postroom.operator.limits;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why a peer that asks may not have more, whatever is left to give. */
final class Objection {

  private Objection() {}

  /** The first that is found. */
  static Optional<Decision> to(Standing peer, Demand demand) {
    return held(peer)
        .or(() -> identity(peer))
        .or(() -> network(peer, demand))
        .or(() -> effect(peer));
  }

  private static Optional<Decision> held(Standing peer) {
    return peer.round()
        .hold()
        .filter(hold -> hold.concerns(peer.peer()))
        .map(hold -> peer.held(hold.reason(), hold.message()));
  }

  private static Optional<Decision> identity(Standing peer) {
    var evidence = peer.evidence();
    if (evidence.users() == 0) {
      return Optional.of(
          peer.held(
              Reason.NobodyLoggedIn,
              "nobody has logged in from there, %d logins failed"
                  .formatted(evidence.failedLogins())));
    }
    // Who stays connected logs in no more: his one login counts as long as he is known.
    long logins = Math.max(evidence.logins(), evidence.users());
    if (evidence.failedLogins() <= logins) {
      return Optional.empty();
    }
    return Optional.of(
        peer.held(
            Reason.LoginsMostlyFail,
            "%d logins failed and %d succeeded; find who fails in the server's log, or give the address"
                    .formatted(evidence.failedLogins(), logins)
                + " a limit in connections.perAddress.tenants"));
  }

  private static Optional<Decision> network(Standing peer, Demand demand) {
    return demand == Demand.NETWORK_FULL
        ? Optional.of(
            peer.held(
                Reason.NetworkFull,
                "the 256 addresses around it hold as many connections as -maxperc among TCPDOPTS"
                    + " allows, so a higher limit of its own would not help; raise -maxperc"))
        : Optional.empty();
  }

  /** A raise is followed by the next when it was seen in force; one without effect, rarely. */
  private static Optional<Decision> effect(Standing peer) {
    var missing = peer.round().effects().missingSince(peer.peer());
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    var waited = Duration.between(missing.get(), peer.round().now());
    if (waited.compareTo(Effects.RETRY) >= 0) {
      return Optional.empty();
    }
    var said =
        peer.evidence().limits().stream()
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(" and "));
    return Optional.of(
        waited.compareTo(Effects.PATIENCE) < 0
            ? peer.held(
                Reason.LastRaiseNotApplied,
                "the pods do not enforce its limit of %d yet, but %s"
                    .formatted(peer.current(), said))
            : peer.held(
                Reason.RaiseWithoutEffect,
                "its limit is %d, but for %d minutes and longer the pods have enforced %s; see the"
                        .formatted(peer.current(), Effects.PATIENCE.toMinutes(), said)
                    + " pods' logs. It is raised again after %d minutes"
                        .formatted(Effects.RETRY.toMinutes())));
  }
}
