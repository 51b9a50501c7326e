package dev.postroom.operator.status;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.crds.Annotations;
import java.util.ArrayList;

/** Whether the pods run with the newest files. */
final class LimitsApplied {

  private LimitsApplied() {}

  static Finding of(Observed observed) {
    if (Annotations.isPaused(observed.children().server())) {
      return Finding.unknown(
          ConditionReason.PausedByAnnotation,
          "nothing is brought to the pods while the server is paused");
    }
    var reports = observed.look().given();
    if (reports.isEmpty()) {
      return Finding.unknown(
          ConditionReason.NoPodReports, "no pod reports with which files it runs");
    }
    var behind = new ArrayList<String>();
    for (var report : reports) {
      observed
          .files()
          .forEach(
              (file, hash) -> {
                if (!hash.equals(inForce(report, file))) {
                  behind.add(
                      "pod %s does not run with the newest %s yet"
                          .formatted(report.server(), file));
                }
              });
    }
    return behind.isEmpty()
        ? Finding.good(ConditionReason.Applied, "all pods run with the newest files")
        : Finding.bad(
            ConditionReason.Waiting,
            String.join("; ", behind)
                + "; the kubelet brings files within two minutes; where it does not, see"
                + " ConfigurationValid and the pods' logs");
  }

  private static String inForce(PeerReport report, String file) {
    return report.configuration().files().get(file);
  }
}
