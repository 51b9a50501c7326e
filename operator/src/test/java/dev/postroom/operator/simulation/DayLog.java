package dev.postroom.operator.simulation;

import dev.postroom.operator.limits.Decision;
import dev.postroom.operator.limits.Decision.Outcome;
import dev.postroom.operator.limits.Ledger;
import dev.postroom.operator.limits.MaximumDecision;
import dev.postroom.operator.limits.MaximumReason;
import dev.postroom.operator.limits.PeerKey;
import dev.postroom.operator.limits.Raise;
import dev.postroom.operator.limits.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What came of a day: every change of a limit, every new reason, and how long anybody waited. */
final class DayLog {

  /** Rounds that are held back by such a reason, and by nothing that concerns an address. */
  private static final Set<Reason> PASSING =
      Set.of(Reason.ReportMissing, Reason.ReportStale, Reason.LastRaiseNotApplied);

  private static final int IPV6_PREFIX = 64;

  /** A change of a limit, or a new reason not to change it. */
  record Line(Instant at, Decision decision) {

    String peer() {
      return decision.peer();
    }

    boolean isChange() {
      return decision.limit() != decision.before();
    }

    private String text() {
      var evidence = decision.evidence();
      return "%s %-8s %5d -> %-5d open %-5d users %-4d %s: %s"
          .formatted(
              LocalTime.ofInstant(at, ZoneOffset.UTC).withNano(0),
              decision.outcome(),
              decision.before(),
              decision.limit(),
              evidence.connections(),
              evidence.users(),
              decision.reason(),
              decision.message());
    }
  }

  private final List<Line> lines = new ArrayList<>();
  private final Map<String, Decision> latest = new HashMap<>();
  private final Map<String, Integer> waiting = new HashMap<>();
  private final Map<String, Integer> longestWait = new TreeMap<>();
  private final List<String> lost = new ArrayList<>();
  private final Map<String, Integer> highest = new TreeMap<>();
  private final Set<MaximumReason> maximums = EnumSet.noneOf(MaximumReason.class);
  private int highestMaximum;
  private int mostHandedOut;
  private Ledger ledger = Ledger.EMPTY;

  /** A look, what was decided at it, and what the ledger then has. */
  void look(Instant at, List<Decision> decisions, Ledger then) {
    var lowered = new HashSet<String>();
    for (var decision : decisions) {
      var before = latest.put(decision.peer(), decision);
      if (decision.limit() != decision.before() || isNewReason(decision, before)) {
        lines.add(new Line(at, decision));
      }
      if (decision.outcome() == Outcome.LOWERED) {
        lowered.add(decision.peer());
      }
      highest.merge(decision.peer(), decision.limit(), Math::max);
    }
    ledger
        .raises()
        .forEach(
            (peer, raise) -> {
              var now = then.raises().get(peer);
              if (!lowered.contains(peer) && (now == null || now.limit() < raise.limit())) {
                lost.add("%s had %d at %s".formatted(peer, raise.limit(), at));
              }
            });
    ledger = then;
    mostHandedOut =
        Math.max(mostHandedOut, then.raises().values().stream().mapToInt(Raise::limit).sum());
  }

  private static boolean isNewReason(Decision decision, Decision before) {
    return decision.outcome() == Outcome.HELD
        && !PASSING.contains(decision.reason())
        && (before == null || before.reason() != decision.reason());
  }

  /** What was decided about the places of a pod. */
  void maximum(MaximumDecision decision) {
    maximums.add(decision.reason());
    highestMaximum = Math.max(highestMaximum, decision.maximum().connections());
  }

  Set<MaximumReason> maximumReasons() {
    return maximums;
  }

  /** The most places that a pod had. */
  int highestMaximum() {
    return highestMaximum;
  }

  /** Whether a household has less room than it needs. */
  enum Need {
    NONE,
    /** And nobody was turned away since the last look, as mail programs try again rarely. */
    UNSEEN,
    SHOWN
  }

  /**
   * What a household needed when the pods were looked at.
   *
   * @param blind whether the operator could not see that, or its limits were not written before
   */
  void need(String address, Need need, boolean blind) {
    if (!blind) {
      int rounds =
          switch (need) {
            case NONE -> 0;
            case UNSEEN -> waiting.getOrDefault(address, 0);
            case SHOWN -> waiting.getOrDefault(address, 0) + 1;
          };
      waiting.put(address, rounds);
      longestWait.merge(address, rounds, Math::max);
    }
  }

  Ledger ledger() {
    return ledger;
  }

  /** Limits that went down without a decision. */
  List<String> lost() {
    return lost;
  }

  /** The most rounds that showed a household to have too little room before it had enough. */
  int longestWait(String address) {
    return longestWait.getOrDefault(address, 0);
  }

  /** The most that all raised limits came to together. */
  int mostHandedOut() {
    return mostHandedOut;
  }

  int highest(String address) {
    return highest.getOrDefault(key(address), 0);
  }

  Set<String> raised() {
    return lines.stream()
        .filter(line -> line.decision().outcome() == Outcome.RAISED)
        .map(Line::peer)
        .collect(Collectors.toSet());
  }

  Set<Reason> reasons(String address) {
    return lines.stream()
        .filter(line -> line.peer().equals(key(address)))
        .map(line -> line.decision().reason())
        .collect(Collectors.toSet());
  }

  List<Line> changes(String address) {
    return lines.stream()
        .filter(Line::isChange)
        .filter(line -> line.peer().equals(key(address)))
        .toList();
  }

  /** Whether a limit was raised within so long after it was lowered. */
  boolean isRaisedAgainSoonAfterALowering(String address, Duration soon) {
    var changes = changes(address);
    for (int i = 1; i < changes.size(); i++) {
      var before = changes.get(i - 1);
      var after = changes.get(i);
      if (!rises(before) && rises(after) && !after.at().isAfter(before.at().plus(soon))) {
        return true;
      }
    }
    return false;
  }

  /** How often a peer's limit went up after it had gone down, or the other way round. */
  int turns(String address) {
    var changes = changes(address);
    int turns = 0;
    for (int i = 1; i < changes.size(); i++) {
      turns += rises(changes.get(i)) == rises(changes.get(i - 1)) ? 0 : 1;
    }
    return turns;
  }

  private static boolean rises(Line line) {
    return line.decision().limit() > line.decision().before();
  }

  /** Under which name an address is judged. */
  static String key(String address) {
    return PeerKey.of(address, IPV6_PREFIX).orElseThrow();
  }

  /** A peer's day, a line for each change and each new reason. */
  String table(String address) {
    return lines.stream()
        .filter(line -> line.peer().equals(key(address)))
        .map(Line::text)
        .collect(Collectors.joining("\n", "\nThe day of " + key(address) + ":\n", "\n"));
  }
}
