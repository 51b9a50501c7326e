package dev.postroom.operator.round;

import dev.postroom.operator.limits.Decision;
import dev.postroom.operator.limits.Hold;
import dev.postroom.operator.limits.LimitRules;
import dev.postroom.operator.limits.Raiser;
import dev.postroom.operator.limits.Round;
import dev.postroom.operator.peers.EvidenceGathering;
import dev.postroom.operator.peers.Holds;
import dev.postroom.operator.peers.Nodes;
import dev.postroom.operator.peers.PeerReports;
import dev.postroom.operator.peers.ReportDoubt;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Looks at the ready pods, once per interval, and decides about every peer. */
public final class LimitRound {

  /** Timers are not exact; a look this much early is in time. */
  static final Duration EARLY = Duration.ofMillis(200);

  private final PeerReports peerReports;
  private final Supplier<Nodes> nodes;
  private final Raiser raiser;
  private final Clock clock;

  /**
   * @param nodes what is known of the cluster's nodes; never fails
   */
  public LimitRound(PeerReports peerReports, Supplier<Nodes> nodes, Raiser raiser, Clock clock) {
    this.peerReports = peerReports;
    this.nodes = nodes;
    this.raiser = raiser;
    this.clock = clock;
  }

  /**
   * Runs a round if one is due; the memory then has the new ledger and the look.
   *
   * @param memory has the rules and the ledger
   * @param token opens the pods' reports
   * @return the decisions that are news; none if no round is due
   */
  public List<Decision> run(
      ServerMemory memory, List<Pod> readyPods, String token, Duration interval) {
    var now = clock.instant();
    var rules = memory.rules().orElseThrow().reaching(readyPods.size());
    var ledger = memory.ledger().orElseThrow();
    if (!isDue(memory.look(), interval, now)) {
      return List.of();
    }
    var look = look(memory, readyPods, token);
    var reports = look.reports();
    memory.refusals(memory.refusals().seen(reports));
    memory.pastLogins(memory.pastLogins().seen(reports, now));
    if (reports.isEmpty()) {
      return List.of();
    }
    var round = round(rules, memory, look);
    var verdict = raiser.decide(rules, ledger, round);
    if (round.hold().filter(Hold::isForAll).isEmpty()) {
      memory.refusals(memory.refusals().answered(reports));
    }
    memory.ledger(verdict.ledger());
    return memory.noted().take(verdict.decisions(), verdict.ledger().raises().keySet(), now);
  }

  /** Looks at the pods, and no more; the memory then has the look. */
  public Look look(ServerMemory memory, List<Pod> readyPods, String token) {
    var now = clock.instant();
    var reports = ReportDoubt.applied(peerReports.of(readyPods, token));
    var look =
        Look.at(
            now,
            reports,
            given -> memory.sources().judge(given, readyPods, nodes.get(), memory.service(), now));
    memory.look(look);
    return look;
  }

  /** A look of the future is of a clock that was set back since: nobody waits for it. */
  private static boolean isDue(Look last, Duration interval, Instant now) {
    return last == Look.NONE
        || now.isBefore(last.at())
        || !now.isBefore(last.at().plus(interval).minus(EARLY));
  }

  private static Round round(LimitRules rules, ServerMemory memory, Look look) {
    var now = look.at();
    memory.freshStarts(memory.freshStarts().seen(look.reports(), rules.warmUp(), now));
    var gathered =
        new EvidenceGathering(rules, now, memory.freshStarts().endless(now))
            .gather(look.reports(), memory.refusals());
    memory.effects(
        memory.effects().seen(rules, memory.ledger().orElseThrow(), gathered.evidence(), now));
    var imapaccess = memory.texts().hash();
    memory.lateFiles(memory.lateFiles().seen(look.reports(), imapaccess, now));
    var hold =
        new Holds(rules.stale(), memory.lateFiles().overdue(now))
            .find(look.reports(), look.trust(), imapaccess, now);
    return new Round(
        now,
        !now.isBefore(memory.firstLook().plus(rules.warmUp())),
        gathered.evidence().stream()
            .map(memory.pastLogins().since(look.reports(), rules.ipv6Prefix()))
            .toList(),
        gathered.absenceCertain(),
        gathered.uses(),
        memory.effects(),
        hold,
        memory.orders().pins().limits().keySet());
  }
}
