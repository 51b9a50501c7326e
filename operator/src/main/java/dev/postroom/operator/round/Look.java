package dev.postroom.operator.round;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.operator.peers.PodReport;
import dev.postroom.operator.peers.SourceTrust;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * What was seen when the ready pods were looked at.
 *
 * @param at when
 * @param reports one per ready pod
 * @param trust whether the addresses in them are credible
 * @param turnedAway who was turned away just now, in a few words; empty if nobody was
 */
public record Look(Instant at, List<PodReport> reports, SourceTrust trust, String turnedAway) {

  /** Before the first look. */
  public static final Look NONE =
      new Look(Instant.MIN, List.of(), new SourceTrust.Unknown("no pod is ready"));

  public Look {
    reports = List.copyOf(reports);
  }

  /** A look with all that the reports tell. */
  public Look(Instant at, List<PodReport> reports, SourceTrust trust) {
    this(at, reports, trust, TurnedAway.of(given(reports)));
  }

  /** A look whose reports are judged. */
  static Look at(
      Instant at, List<PodReport> reports, Function<List<PeerReport>, SourceTrust> judge) {
    return new Look(at, reports, judge.apply(given(reports)));
  }

  /**
   * The same without the peers of the reports. A report may have thousands of them, and hundreds of
   * servers' looks are kept until the next one.
   */
  Look withoutPeers() {
    return reports.isEmpty()
        ? this
        : new Look(at, reports.stream().map(PodReport::withoutPeers).toList(), trust, turnedAway);
  }

  /** The reports that were given. */
  public List<PeerReport> given() {
    return given(reports);
  }

  /** Those of the reports that say how things are now. */
  List<PodReport> fresh(Duration stale) {
    return reports.stream()
        .filter(
            report ->
                report instanceof PodReport.Given given
                    && Duration.between(given.report().at(), at).abs().compareTo(stale) <= 0)
        .toList();
  }

  private static List<PeerReport> given(List<PodReport> reports) {
    return reports.stream()
        .filter(PodReport.Given.class::isInstance)
        .map(report -> ((PodReport.Given) report).report())
        .toList();
  }
}
