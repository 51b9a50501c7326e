package dev.postroom.fleet;

import dev.postroom.contract.ContentHash;
import dev.postroom.contract.report.ConfigurationState;
import dev.postroom.contract.report.Connections;
import dev.postroom.contract.report.ListenerSources;
import dev.postroom.contract.report.PeerReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** A pod that serves no mail and reports what a server in its place would. */
final class ReportingPod {

  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final int MAXIMUM = 400;

  private final String name;
  private final Instant startedAt;

  private Map<String, String> hashes = Map.of();
  private Instant since;
  private int limit = Office.LIMIT;
  private boolean atWork;
  private boolean busy;
  private CompletableFuture<Void> nextChange = new CompletableFuture<>();
  private Optional<Instant> raised = Optional.empty();
  private Optional<Instant> served = Optional.empty();

  ReportingPod(String name, Instant now) {
    this.name = name;
    startedAt = now;
    since = now;
  }

  /**
   * Takes the files that the kubelet brought, as a server does: what did not change changes
   * nothing.
   */
  synchronized void mount(Map<String, String> files, Instant now) {
    var mounted =
        files.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, f -> ContentHash.of(f.getValue())));
    if (mounted.equals(hashes)) {
      return;
    }
    hashes = mounted;
    since = now;
    limit = Optional.ofNullable(files.get("imapaccess")).map(Office::limit).orElse(Office.LIMIT);
    if (busy && limit > Office.LIMIT && raised.isEmpty()) {
      raised = Optional.of(now);
    }
    if (busy && limit >= Office.WANTED && served.isEmpty()) {
      served = Optional.of(now);
    }
    changed();
  }

  /** From now on the office wants more than it is let have. */
  synchronized void busy() {
    busy = true;
    changed();
  }

  /** Whether somebody comes and goes all the time, so that every report is another one. */
  synchronized void atWork(boolean atWork) {
    this.atWork = atWork;
    changed();
  }

  /** Complete when the report is another one than one that is made after this. */
  synchronized CompletableFuture<Void> nextChange() {
    return nextChange;
  }

  private void changed() {
    nextChange.complete(null);
    nextChange = new CompletableFuture<>();
  }

  /** When the pod first ran with a raised limit. */
  synchronized Optional<Instant> raised() {
    return raised;
  }

  /** When the pod first ran with a limit that is enough. */
  synchronized Optional<Instant> served() {
    return served;
  }

  synchronized PeerReport report(Instant now) {
    var office = Office.seen(limit, busy, now, atWork ? now : startedAt, WINDOW);
    return new PeerReport(
        PeerReport.VERSION,
        now,
        startedAt,
        name,
        WINDOW,
        new ConfigurationState(hashes, since, List.of(), List.of()),
        new Connections(
            office.connections(),
            office.connections(),
            MAXIMUM,
            office.connections(),
            office.refused(),
            List.of(new Connections.UsersBySessions(office.mostSessionsOfAUser(), office.users()))),
        List.of(
            new ListenerSources(
                "imapd",
                office.connections(),
                0,
                1,
                office.connections(),
                0,
                0,
                0,
                0,
                new ListenerSources.ProxyRefusals(0, 0, 0, 0))),
        List.of(office),
        false);
  }
}
