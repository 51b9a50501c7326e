package dev.postroom.imap.management;

import dev.postroom.contract.report.ConfigurationState;
import dev.postroom.contract.report.Connections;
import dev.postroom.contract.report.ListenerSources;
import dev.postroom.contract.report.PeerReport;
import dev.postroom.imap.admission.AddressRules;
import dev.postroom.imap.admission.Admission;
import dev.postroom.imap.admission.Admission.Peers;
import dev.postroom.imap.admission.Admission.Totals;
import dev.postroom.imap.config.Configuration;
import dev.postroom.imap.config.LiveConfiguration;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Puts the peer report together. */
public final class PeerReports {

  /** The most addresses a report has room for; it stays well below 1 MiB. */
  static final int MAX_PEERS = 1000;

  private final String server;
  private final Admission admission;
  private final SourceViews sources;
  private final LiveConfiguration configuration;
  private final Clock clock;
  private final Instant startedAt;

  /**
   * @param server the server's own name
   */
  public PeerReports(
      String server,
      Admission admission,
      SourceViews sources,
      LiveConfiguration configuration,
      Clock clock) {
    this.server = server;
    this.admission = admission;
    this.sources = sources;
    this.configuration = configuration;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  /**
   * What shows at little cost that a report of this moment may be another one than before: somebody
   * came, went or was turned away, or files are in force. It misses what only a report tells, such
   * as a wrong password.
   */
  public Signs signs() {
    return new Signs(admission.totals(), configuration.state());
  }

  /**
   * Signs of change.
   *
   * @param totals numbers of connections
   * @param configuration the files in force
   */
  public record Signs(Totals totals, ConfigurationState configuration) {}

  /** The report of this moment; limits are those of the listeners at PORT. */
  public PeerReport now() {
    Configuration current = configuration.current();
    AddressRules rules = current.rules(current.imap());
    Totals totals = admission.totals();
    Peers peers = admission.peers(rules, MAX_PEERS);
    List<ListenerSources> seen = sources.now();
    // Of these admission never heard, for nobody knows whose they were.
    long unknown = seen.stream().mapToLong(each -> each.proxyRefusals().all()).sum();
    return new PeerReport(
        PeerReport.VERSION,
        clock.instant(),
        startedAt,
        server,
        admission.window(),
        configuration.state(),
        new Connections(
            totals.current(),
            totals.loggedIn(),
            rules.server().maximum(),
            totals.accepted(),
            totals.refused() + unknown,
            admission.usersBySessions()),
        seen,
        peers.peers(),
        peers.truncated());
  }
}
