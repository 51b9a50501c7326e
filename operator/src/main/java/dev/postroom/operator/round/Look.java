package dev.postroom.operator.round;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.operator.peers.PodReport;
import dev.postroom.operator.peers.SourceTrust;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * What was seen when the ready pods were looked at.
 *
 * @param at when
 * @param reports one per ready pod
 * @param trust whether the addresses in them are credible
 */
public record Look(Instant at, List<PodReport> reports, SourceTrust trust) {

  /** Before the first look. */
  public static final Look NONE =
      new Look(Instant.MIN, List.of(), new SourceTrust.Unknown("no pod is ready"));

  public Look {
    reports = List.copyOf(reports);
  }

  /** A look whose reports are judged. */
  static Look at(
      Instant at, List<PodReport> reports, Function<List<PeerReport>, SourceTrust> judge) {
    return new Look(at, reports, judge.apply(given(reports)));
  }

  /** The reports that were given. */
  public List<PeerReport> given() {
    return given(reports);
  }

  private static List<PeerReport> given(List<PodReport> reports) {
    return reports.stream()
        .filter(PodReport.Given.class::isInstance)
        .map(report -> ((PodReport.Given) report).report())
        .toList();
  }
}
