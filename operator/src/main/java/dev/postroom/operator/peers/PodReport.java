package dev.postroom.operator.peers;

import dev.postroom.contract.report.PeerReport;
import java.util.List;

/** What came of asking one pod for its peer report. */
public sealed interface PodReport {

  /** The pod's name. */
  String pod();

  /** The same without the peers that it tells of. */
  PodReport withoutPeers();

  /** It answered, in its own name. */
  record Given(String pod, PeerReport report) implements PodReport {

    @Override
    public Given withoutPeers() {
      return new Given(
          pod,
          new PeerReport(
              report.version(),
              report.at(),
              report.startedAt(),
              report.server(),
              report.window(),
              report.configuration(),
              report.connections(),
              report.sources(),
              List.of(),
              true));
    }
  }

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

    @Override
    public Missing withoutPeers() {
      return this;
    }
  }
}
