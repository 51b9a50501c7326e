package dev.postroom.operator.round;

import dev.postroom.contract.ContentHash;
import dev.postroom.contract.report.PeerReport;
import dev.postroom.operator.Reports;
import dev.postroom.operator.limits.Ledger;
import dev.postroom.operator.limits.LimitRules;
import dev.postroom.operator.limits.Raiser;
import dev.postroom.operator.peers.Nodes;
import dev.postroom.operator.peers.PodReport.Given;
import dev.postroom.operator.render.AccessFile;
import dev.postroom.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server and the offices that connect to it, in steps of {@link #STEP}: limits take effect some
 * time after they were decided, whoever is turned away tries again after a while.
 */
final class SimulatedServer extends TestClock {

  static final Duration STEP = Duration.ofMillis(100);

  private final LimitRules rules;
  private final Duration lag;
  private final ServerMemory memory = new ServerMemory();
  private final LimitRound round;
  private final List<Office> offices = new ArrayList<>();
  private Instant now = Reports.NOON;
  private Instant nextRound = now;
  private Files files;
  private Files coming;
  private int rounds;

  /** What the access map says, and since when it is or will be in force. */
  private record Files(Map<String, Integer> limits, String hash, Instant since) {}

  /** People behind one address whose programs want {@code wanted} connections together. */
  static final class Office {
    private final String address;
    private final int users;
    private final int wanted;
    private final Duration retry;
    private int open;
    private int refused;
    private Optional<Instant> lastRefused = Optional.empty();
    private Instant nextTry;

    Office(String address, int users, int wanted, Duration retry, Instant first) {
      this.address = address;
      this.users = users;
      this.wanted = wanted;
      this.retry = retry;
      this.nextTry = first;
    }

    private void live(Instant now, int limit) {
      if (now.isBefore(nextTry)) {
        return;
      }
      nextTry = now.plus(retry);
      open = Math.max(open, Math.min(wanted, limit));
      if (wanted > limit) {
        refused += wanted - limit;
        lastRefused = Optional.of(now);
      }
    }

    boolean served() {
      return open == wanted;
    }
  }

  /**
   * @param lag from a decision until it is in force
   */
  SimulatedServer(LimitRules rules, Duration lag) {
    this.rules = rules;
    this.lag = lag;
    memory.rules(rules);
    memory.ledger(Ledger.EMPTY);
    files = written(now.minusSeconds(3600));
    coming = files;
    round =
        new LimitRound(
            (_, _) -> List.of(new Given("mail-0", report())), () -> Nodes.NONE, new Raiser(), this);
  }

  Office office(String address, int users, int wanted, Duration retry, Duration first) {
    var office = new Office(address, users, wanted, retry, now.plus(first));
    offices.add(office);
    return office;
  }

  /** Runs for a while, with a round every {@code interval}. */
  void run(Duration time, Duration interval) {
    var end = now.plus(time);
    while (now.isBefore(end)) {
      now = now.plus(STEP);
      if (!now.isBefore(coming.since())) {
        files = coming;
      }
      offices.forEach(office -> office.live(now, limit(office.address)));
      if (!now.isBefore(nextRound)) {
        nextRound = now.plus(interval);
        rounds++;
        round.run(memory, List.of(), "token", interval);
        var next = written(now.plus(lag));
        coming = next.hash().equals(coming.hash()) ? coming : next;
      }
    }
  }

  int rounds() {
    return rounds;
  }

  /** What the ledger gives an address. */
  int granted(String address) {
    var raise = memory.ledger().orElseThrow().raises().get(address);
    return raise == null ? rules.base(address) : raise.limit();
  }

  private int limit(String address) {
    return files.limits().getOrDefault(address, rules.base(address));
  }

  private Files written(Instant since) {
    var ledger = memory.ledger().orElseThrow();
    var limits = new HashMap<String, Integer>();
    ledger.raises().forEach((peer, raise) -> limits.put(peer, raise.limit()));
    return new Files(Map.copyOf(limits), ContentHash.of(AccessFile.render(rules, ledger)), since);
  }

  private PeerReport report() {
    var reports =
        Reports.of("mail-0")
            .at(now)
            .filesSince(files.since())
            .running(Map.of("imapaccess", files.hash()));
    for (var office : offices) {
      reports.peer(
          office.address, office.open, office.users, limit(office.address), office.lastRefused);
    }
    return reports.build();
  }

  @Override
  public Instant instant() {
    return now;
  }
}
