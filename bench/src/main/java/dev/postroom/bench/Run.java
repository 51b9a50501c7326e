package dev.postroom.bench;

import dev.postroom.bench.Programme.Item;
import dev.postroom.bench.report.Results;
import dev.postroom.bench.row.Disk;
import dev.postroom.bench.row.Experiment;
import dev.postroom.bench.server.MailServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Carries out the programme: every round of an experiment gives each server a turn, with a rest
 * before it. A server that fails in an experiment is left out of the rest of that one.
 */
final class Run {

  /** For processes that still tidy up after the turn before. */
  private static final Duration REST = Duration.ofMillis(500);

  private final List<MailServer> servers;
  private final Map<MailServer, String> absent = new HashMap<>();
  private final Progress progress;
  private final Results results = new Results();

  Run(List<MailServer> servers, Progress progress) {
    this.servers = servers;
    this.progress = progress;
  }

  /** A server that could not be started, and why: it fails in every row. */
  void without(MailServer server, String why) {
    absent.put(server, why);
  }

  /** What has been measured so far. */
  Results results() {
    return results;
  }

  void carryOut(Item item) throws InterruptedException {
    Set<MailServer> failed = new HashSet<>();
    absent.forEach(
        (server, why) -> {
          failed.add(server);
          fail(item.experiment(), server, why);
        });
    for (int round = 0; round < item.allRounds(); round++) {
      boolean counts = round >= item.allRounds() - item.rounds();
      for (MailServer server : Schedule.order(servers, round)) {
        String name =
            counts ? "round " + (round + 1 - item.allRounds() + item.rounds()) : "warm-up";
        progress.turn(item.experiment().id(), name, server.name());
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (!failed.contains(server) && !turn(item.experiment(), server, counts)) {
          failed.add(server);
        }
      }
    }
  }

  private boolean turn(Experiment experiment, MailServer server, boolean counts)
      throws InterruptedException {
    try {
      if (experiment.wantsFreshServer() || server.obituary().isPresent()) {
        server.close();
        server.start();
      }
      Disk.settle();
      TimeUnit.NANOSECONDS.sleep(REST.toNanos());
      experiment.measure(
          server,
          (row, value) -> {
            if (counts) {
              results.add(row, server.name(), value);
            }
          });
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      if (Thread.interrupted()) {
        // The servers are being taken away, and it is not their fault.
        throw new InterruptedException();
      }
      String why = server.obituary().orElseGet(() -> Failure.reason(e));
      progress.failed(server.name(), why);
      fail(experiment, server, why);
      return false;
    }
  }

  private void fail(Experiment experiment, MailServer server, String why) {
    experiment.rows().forEach(row -> results.fail(row, server.name(), why));
  }
}
