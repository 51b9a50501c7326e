package dev.postroom.operator.simulation;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.crds.ImapServerSpec;
import dev.postroom.operator.limits.Decision;
import dev.postroom.operator.limits.Decision.Outcome;
import dev.postroom.operator.limits.Ledger;
import dev.postroom.operator.limits.LedgerText;
import dev.postroom.operator.limits.LimitRules;
import dev.postroom.operator.limits.MaximumDecision;
import dev.postroom.operator.limits.MaximumRules;
import dev.postroom.operator.limits.Raiser;
import dev.postroom.operator.peers.Nodes;
import dev.postroom.operator.peers.PodReport;
import dev.postroom.operator.render.AccessFile;
import dev.postroom.operator.round.LimitRound;
import dev.postroom.operator.round.ServerMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The operator's rounds as the reconciler runs them: look, decide, write the ledger, then the
 * access map. Whoever restarts it leaves it nothing but the texts of the ledger's ConfigMap.
 */
final class SimulatedOperator {

  private final SimulatedCluster cluster;
  private final ImapServerSpec spec;
  private final LimitRules rules;
  private final Duration interval;
  private final Clock clock;
  private final LimitRound round;
  private Optional<ServerMemory> memory = Optional.empty();
  private Optional<MaximumDecision> maximum = Optional.empty();
  private boolean started;
  private boolean sawAll;
  private boolean dies;

  SimulatedOperator(SimulatedCluster cluster, ImapServerSpec spec, Clock clock) {
    this.cluster = cluster;
    this.spec = spec;
    this.clock = clock;
    rules = LimitRules.of(spec);
    interval = Duration.ofSeconds(spec.connections().perAddress().autoRaise().intervalSeconds());
    round = new LimitRound(cluster, () -> Nodes.NONE, new Raiser(), clock);
    start();
  }

  /** One round; nothing while it is down. */
  List<Decision> look() {
    if (memory.isEmpty()) {
      return List.of();
    }
    started = false;
    sawAll = false;
    var decisions = round.run(memory.get(), cluster.ready(), "token", interval);
    sawAll = memory.get().look().reports().stream().allMatch(this::isSeen);
    maximum = decideMaximum(memory.get());
    cluster.writeLedger(ledger());
    cluster.writeGuessers(memory.get().keptLogins());
    if (dies && decisions.stream().anyMatch(each -> each.outcome() == Outcome.RAISED)) {
      stop();
    } else if (decisions.stream().anyMatch(each -> each.limit() != each.before())) {
      write();
    }
    return decisions;
  }

  /** Whether the last look had a report of each pod that says how things were then. */
  boolean sawAll() {
    return sawAll;
  }

  private boolean isSeen(PodReport pod) {
    return pod instanceof PodReport.Given(String _, PeerReport report)
        && Duration.between(report.at(), clock.instant()).compareTo(rules.stale()) <= 0;
  }

  /** What the last look said of the places of a pod. */
  Optional<MaximumDecision> maximum() {
    return maximum;
  }

  private Optional<MaximumDecision> decideMaximum(ServerMemory of) {
    var decision = of.places().decide(MaximumRules.of(spec), of.look());
    of.places().maximum().ifPresent(cluster::writeMaximum);
    return decision;
  }

  private void write() {
    cluster.writeAccessMap(AccessFile.render(rules, ledger()));
  }

  private Ledger ledger() {
    return memory.orElseThrow().ledger().orElseThrow();
  }

  void stop() {
    memory = Optional.empty();
    dies = false;
  }

  /** Dies at its next raise, when that stands in the ledger and not yet in the access map. */
  void dieInMidRaise() {
    dies = true;
  }

  /** Whether it has not looked yet since it started. */
  boolean hasJustStarted() {
    return started;
  }

  boolean isDown() {
    return memory.isEmpty();
  }

  /** Starts with what the ledger says. */
  void start() {
    var fresh = new ServerMemory();
    fresh.rules(rules);
    fresh.ledger(readBack(cluster.ledger()));
    fresh.places().maximum(cluster.maximum());
    fresh.readBackLogins(cluster.guessers(), clock.instant());
    memory = Optional.of(fresh);
    started = true;
    write();
  }

  /** By way of the ConfigMap's text. */
  private static Ledger readBack(Ledger written) {
    try {
      return LedgerText.parse(LedgerText.render(written));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
