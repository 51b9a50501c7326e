package dev.postroom.operator.peers;

import dev.postroom.contract.report.PeerReport;

/** What came of asking one pod for its peer report. */
public sealed interface PodReport {

  /** The pod's name. */
  String pod();

  /** It answered, in its own name. */
  record Given(String pod, PeerReport report) implements PodReport {}

  /**
   * It did not, or not with a report that can be used.
   *
   * @param why of which kind it is
   * @param problem what was found, in words
   */
  record Missing(String pod, Absence why, String problem) implements PodReport {

    /** Of a pod that gave no answer at all. */
    public Missing(String pod, String problem) {
      this(pod, Absence.NoAnswer, problem);
    }
  }
}
