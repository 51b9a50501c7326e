package dev.postroom.operator.peers;

import dev.postroom.contract.report.PeerReport;

/** What came of asking one pod for its peer report. */
public sealed interface PodReport {

  /** The pod's name. */
  String pod();

  /** It answered. */
  record Given(String pod, PeerReport report) implements PodReport {}

  /** It did not, or not with a report; the problem says why. */
  record Missing(String pod, String problem) implements PodReport {}
}
