package dev.postroom.operator.limits;

import dev.postroom.crds.AutoRaise.Mode;
import dev.postroom.operator.limits.Decision.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Limits that an administrator pinned. They hold until they are removed, in every mode, above
 * {@code autoRaise.ceiling} and an address's share if need be; never above {@code
 * connections.maximum}, and never below the base. Nothing is raised or lowered of a pinned address.
 *
 * @param limits by peer
 */
public record Pins(SortedMap<String, Integer> limits) {

  public static final Pins NONE = new Pins(new TreeMap<>());

  public Pins {
    limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
  }

  /** Those that a ledger tells of. */
  public static Pins of(Ledger ledger) {
    var limits = new TreeMap<String, Integer>();
    ledger
        .raises()
        .forEach(
            (peer, raise) -> {
              if (isPin(raise)) {
                limits.put(peer, raise.limit());
              }
            });
    return new Pins(limits);
  }

  /**
   * The ledger with these pins and no others. Whose pin was removed keeps its limit in the mode
   * Live, as far as the rules allow it, until it is not needed; else it has its base again.
   *
   * @param maximum no pin is above it
   */
  public Verdict enter(LimitRules rules, Ledger ledger, int maximum, Instant now) {
    var raises = new TreeMap<>(ledger.raises());
    var decisions = new ArrayList<Decision>();
    ledger
        .raises()
        .forEach(
            (peer, raise) -> {
              if (isPin(raise) && !limits.containsKey(peer)) {
                enter(unpinned(rules, peer, raise), raises, decisions, now);
              }
            });
    limits.forEach(
        (peer, limit) -> {
          var before = Optional.ofNullable(ledger.raises().get(peer));
          int base = rules.base(peer);
          int pinned = Math.max(base, Math.min(limit, maximum));
          boolean stands =
              pinned == base
                  ? before.isEmpty()
                  : before.filter(raise -> isPin(raise) && raise.limit() == pinned).isPresent();
          if (!stands) {
            enter(pinned(rules, peer, ledger.limit(peer, rules), pinned), raises, decisions, now);
          }
        });
    return new Verdict(decisions.isEmpty() ? ledger : new Ledger(raises), decisions);
  }

  private static boolean isPin(Raise raise) {
    return raise.reason() == Reason.Pinned;
  }

  /** What a round tells of a pinned peer. */
  static Decision kept(Standing peer) {
    return peer.kept(Reason.Pinned, message(peer.current()));
  }

  private static Decision pinned(LimitRules rules, String peer, int current, int pinned) {
    return decision(
        rules,
        pinned > current ? Outcome.RAISED : Outcome.LOWERED,
        pinned,
        current,
        Evidence.none(peer, false),
        Reason.Pinned,
        message(pinned));
  }

  private static String message(int limit) {
    return "pinned to %d by the annotation postroom.dev/pin".formatted(limit);
  }

  private static Decision unpinned(LimitRules rules, String peer, Raise raise) {
    int base = rules.base(peer);
    int limit =
        rules.mode() == Mode.Live ? Math.max(base, Math.min(raise.limit(), rules.bound())) : base;
    return decision(
        rules,
        Outcome.LOWERED,
        limit,
        raise.limit(),
        Evidence.none(peer, false),
        Reason.Unpinned,
        limit > base
            ? "the pin was removed; %d stays until it is not needed".formatted(limit)
            : "the pin was removed; back to the base limit %d".formatted(base));
  }

  private static void enter(
      Decision decision, Map<String, Raise> raises, List<Decision> decisions, Instant now) {
    decisions.add(decision);
    if (decision.limit() > decision.base()) {
      raises.put(decision.peer(), Raise.of(decision, now, now));
    } else {
      raises.remove(decision.peer());
    }
  }

  private static Decision decision(
      LimitRules rules,
      Outcome outcome,
      int limit,
      int before,
      Evidence evidence,
      Reason reason,
      String message) {
    return new Decision(
        outcome,
        limit,
        before,
        rules.base(evidence.peer()),
        evidence.users() * rules.connectionsPerUser(),
        limit,
        evidence,
        reason,
        message);
  }
}
