package dev.postroom.operator.status;

import dev.postroom.operator.peers.PodReport;
import java.util.stream.Collectors;

/** Whether the pods' peer reports are read. */
final class MetricsAvailable {

  private MetricsAvailable() {}

  static Finding of(Observed observed) {
    var reports = observed.look().reports();
    if (reports.isEmpty()) {
      return Finding.unknown(ConditionReason.NoPodReady, "there is no ready pod to ask");
    }
    var missing =
        reports.stream()
            .filter(PodReport.Missing.class::isInstance)
            .map(PodReport.Missing.class::cast)
            .map(report -> "pod %s: %s".formatted(report.pod(), report.problem()))
            .collect(Collectors.joining("; "));
    return missing.isEmpty()
        ? Finding.good(ConditionReason.ReportsRead, "every ready pod reports")
        : Finding.bad(
            ConditionReason.ReportMissing,
            missing
                + "; nothing is raised meanwhile. See that a NetworkPolicy lets the operator reach"
                + " the pods' management port.");
  }
}
