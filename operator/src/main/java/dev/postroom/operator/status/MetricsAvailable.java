package dev.postroom.operator.status;

import dev.postroom.operator.peers.PodReport;
import java.util.List;
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
            .toList();
    return missing.isEmpty()
        ? Finding.good(ConditionReason.ReportsRead, "every ready pod reports")
        : Finding.bad(
            ConditionReason.valueOf(missing.getFirst().why().name()),
            said(missing) + "; nothing is raised meanwhile. " + advice(missing));
  }

  private static String said(List<PodReport.Missing> missing) {
    return missing.stream()
        .map(report -> "pod %s: %s".formatted(report.pod(), report.problem()))
        .collect(Collectors.joining("; "));
  }

  /** Each piece once, however many pods it is for. */
  private static String advice(List<PodReport.Missing> missing) {
    return missing.stream()
        .map(report -> report.why().advice())
        .distinct()
        .collect(Collectors.joining(" "));
  }
}
