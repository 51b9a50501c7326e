package dev.postroom.operator.limits;

import dev.postroom.crds.AutoRaise.Mode;
import dev.postroom.operator.limits.Decision.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Decides each round which limits rise, fall or stay, with the reason for every one. */
public final class Raiser {

  /** A limit at most doubles in a round: a wrong signal is noticed before it has cost much. */
  private static final int FACTOR = 2;

  /**
   * Each takes some 500 bytes in the ledger and a record in the access map; a ConfigMap has 1 MiB.
   */
  public static final int MAX_RAISED = 1000;

  /** One round: what becomes of the ledger, and why. */
  public Verdict decide(LimitRules rules, Ledger ledger, Round round) {
    var peers = new LinkedHashMap<String, Evidence>();
    round.evidence().forEach(evidence -> peers.put(evidence.peer(), evidence));
    ledger.raises().keySet().forEach(peer -> peers.putIfAbsent(peer, Evidence.none(peer)));

    var raises = new TreeMap<String, Raise>();
    var decisions = new ArrayList<Decision>();
    for (var reported : peers.values()) {
      int base = rules.base(reported.peer());
      var before =
          Optional.ofNullable(ledger.raises().get(reported.peer()))
              .filter(raise -> raise.limit() > base);
      var evidence = before.map(raise -> reported.withUsersAtLeast(raise.users())).orElse(reported);
      boolean full = ledger.raises().size() + raised(decisions) >= MAX_RAISED;
      new PeerRound(rules, round, evidence, before, full)
          .decide()
          .ifPresent(
              decision -> {
                decisions.add(decision);
                entry(decision, before, round)
                    .ifPresent(raise -> raises.put(decision.peer(), raise));
              });
    }
    return new Verdict(new Ledger(raises), decisions);
  }

  private static long raised(List<Decision> decisions) {
    return decisions.stream().filter(decision -> decision.outcome() == Outcome.RAISED).count();
  }

  private static Optional<Raise> entry(Decision decision, Optional<Raise> before, Round round) {
    return switch (decision.outcome()) {
      case RAISED -> Optional.of(entry(decision, round.now()));
      case LOWERED ->
          decision.limit() > decision.base()
              ? Optional.of(entry(decision, round.now()))
              : Optional.empty();
      case HELD -> before.map(raise -> raise.neededAt(round.now()));
      case KEPT -> before.map(raise -> neededNow(decision) ? raise.neededAt(round.now()) : raise);
    };
  }

  private static Raise entry(Decision decision, Instant now) {
    var evidence = decision.evidence();
    return new Raise(
        decision.limit(),
        decision.base(),
        now,
        now,
        evidence.users(),
        decision.wanted(),
        evidence.refused(),
        decision.reason(),
        decision.message());
  }

  /** Whether the next lower limit would be too low for what is open now. */
  private static boolean neededNow(Decision decision) {
    return decision.evidence().connections() > lowered(decision.limit(), decision.base());
  }

  /** Half of what a limit is above its base. */
  private static int lowered(int limit, int base) {
    return base + (limit - base) / 2;
  }

  /** One peer in one round. */
  private record PeerRound(
      LimitRules rules, Round round, Evidence evidence, Optional<Raise> raised, boolean full) {

    Optional<Decision> decide() {
      if (rules.mode() != Mode.Live && raised.isPresent()) {
        return Optional.of(
            lower(
                base(),
                Reason.SwitchedOff,
                "autoRaise.mode is %s: back to the base limit %d".formatted(rules.mode(), base())));
      }
      if (rules.mode() == Mode.Off) {
        return Optional.empty();
      }
      if (raised.isPresent() && current() > Math.max(base(), rules.bound())) {
        return Optional.of(
            lower(
                Math.max(base(), rules.bound()),
                Reason.LessAllowed,
                "the specification allows %d now".formatted(Math.max(base(), rules.bound()))));
      }
      // Turned away at less than what it may have now, it may find that enough.
      if (evidence.refusedAt() >= current()) {
        return Optional.of(more(Reason.TurnedAway));
      }
      if (isNear()) {
        // Nobody was turned away yet, so that a refusal to raise is no news.
        var more = more(Reason.NearLimit);
        if (more.limit() != more.before() || more.recommended() != more.limit()) {
          return Optional.of(more);
        }
      }
      return raised.map(this::noMore);
    }

    private boolean isNear() {
      return evidence.connections() * 100L >= (long) current() * rules.nearPercent()
          && next(Reason.NearLimit) > current();
    }

    /** The peer asks for more. */
    private Decision more(Reason signal) {
      if (round.hold().isPresent()) {
        var hold = round.hold().get();
        return held(hold.reason(), hold.message());
      }
      if (evidence.users() == 0) {
        return held(
            Reason.NobodyLoggedIn,
            "nobody has logged in from there, %d logins failed".formatted(evidence.failedLogins()));
      }
      // Who stays connected logs in no more: his one login counts as long as he is known.
      long logins = Math.max(evidence.logins(), evidence.users());
      if (evidence.failedLogins() > logins) {
        return held(
            Reason.LoginsMostlyFail,
            "%d logins failed and %d succeeded; find who fails in the server's log, or give the address"
                    .formatted(evidence.failedLogins(), logins)
                + " a limit in connections.perAddress.tenants");
      }
      if (earned() <= current()) {
        return bound();
      }
      if (full && raised.isEmpty()) {
        return held(
            Reason.TooManyRaised,
            "%d addresses are raised, no more can be; give large networks a limit of their own in"
                    .formatted(MAX_RAISED)
                + " connections.perAddress.tenants");
      }
      return rules.mode() == Mode.Live ? raise(signal) : recommend(signal);
    }

    private Decision raise(Reason signal) {
      int next = next(signal);
      return decision(
          Outcome.RAISED,
          next,
          signal,
          "%s; raised from %d to %d, %s".formatted(signal(signal), current(), next, earning()));
    }

    /**
     * Nobody needs more than twice of what is in use; being turned away is using the whole limit.
     */
    private int next(Reason signal) {
      int used = signal == Reason.NearLimit ? evidence.connections() : current();
      return Math.min(FACTOR * Math.min(used, current()), earned());
    }

    private Decision recommend(Reason signal) {
      return decision(
          Outcome.HELD,
          current(),
          Reason.RecommendOnly,
          "%s; %d is recommended instead of %d, %s; set autoRaise.mode to Live to have it raised"
              .formatted(signal(signal), earned(), current(), earning()));
    }

    private String signal(Reason signal) {
      return signal == Reason.TurnedAway
          ? "%d connections turned away".formatted(evidence.refused())
          : "%d of %d connections in use".formatted(evidence.connections(), current());
    }

    private String earning() {
      return "%d %s × %d connections earn %d"
          .formatted(
              evidence.users(),
              evidence.users() == 1 ? "user" : "users",
              rules.connectionsPerUser(),
              wanted());
    }

    /** It has all it can have; says which bound that is. */
    private Decision bound() {
      if (wanted() <= current()) {
        return held(Reason.EarnedLimitReached, earning() + ", which it has");
      }
      return rules.ceiling() <= rules.share()
          ? held(
              Reason.CeilingReached,
              "%s, but autoRaise.ceiling is %d".formatted(earning(), rules.ceiling()))
          : held(
              Reason.ServerShareReached,
              "%s, but one address may have %d, its share of connections.maximum"
                  .formatted(earning(), rules.share()));
    }

    private Decision noMore(Raise raise) {
      int next = lowered(current(), base());
      if (evidence.connections() <= next
          && round.complete()
          && !round.now().isBefore(raise.needed().plus(rules.quiet()))) {
        return lower(
            next,
            Reason.NotNeeded,
            "no more than %d of %d connections were needed for %d s; lowered to %d"
                .formatted(next, current(), rules.quiet().toSeconds(), next));
      }
      return decision(Outcome.KEPT, current(), raise.reason(), raise.message());
    }

    private Decision held(Reason reason, String message) {
      return decision(Outcome.HELD, current(), reason, message);
    }

    private Decision lower(int limit, Reason reason, String message) {
      return decision(Outcome.LOWERED, limit, reason, message);
    }

    private Decision decision(Outcome outcome, int limit, Reason reason, String message) {
      int recommended = reason == Reason.RecommendOnly ? earned() : limit;
      return new Decision(
          outcome, limit, current(), base(), wanted(), recommended, evidence, reason, message);
    }

    private int base() {
      return rules.base(evidence.peer());
    }

    private int current() {
      return raised.map(Raise::limit).orElse(base());
    }

    private int wanted() {
      return (int)
          Math.min(Integer.MAX_VALUE, (long) evidence.users() * rules.connectionsPerUser());
    }

    private int earned() {
      return Math.max(base(), Math.min(wanted(), rules.bound()));
    }
  }
}
