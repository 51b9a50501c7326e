package dev.postroom.operator.peers;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.operator.limits.Hold;
import dev.postroom.operator.limits.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Why nobody, or not everybody, may be raised in a round, if there is such a reason. */
public final class Holds {

  private final Duration stale;

  /**
   * @param stale how old a report may be
   */
  public Holds(Duration stale) {
    this.stale = stale;
  }

  /**
   * The first reason that is found; those that concern everybody come first.
   *
   * @param imapaccess hash of the access map that the pods should run with
   */
  public Optional<Hold> find(
      List<PodReport> reports, SourceTrust trust, String imapaccess, Instant now) {
    for (var report : reports) {
      switch (report) {
        case PodReport.Missing(String pod, _, String problem) -> {
          return hold(
              Reason.ReportMissing, "the report of pod %s is missing: %s".formatted(pod, problem));
        }
        case PodReport.Given(String pod, PeerReport given) when isStale(given, now) -> {
          return hold(
              Reason.ReportStale,
              "the report of pod %s says it is of %s, and now is %s; see that the clocks agree"
                  .formatted(pod, given.at(), now));
        }
        case PodReport.Given(String pod, PeerReport given) when !runsWith(given, imapaccess) -> {
          return hold(
              Reason.LastRaiseNotApplied,
              "pod %s does not run with the last limits yet".formatted(pod));
        }
        case PodReport.Given _ -> {}
      }
    }
    return hold(trust);
  }

  /** Only peers that hide others are held back; everybody, where it is not known who they are. */
  private static Optional<Hold> hold(SourceTrust trust) {
    boolean everybody = trust instanceof SourceTrust.Untrusted untrusted && untrusted.everybody();
    if (trust.hiding().isEmpty() && !everybody) {
      return Optional.empty();
    }
    var message =
        trust instanceof SourceTrust.Untrusted
            ? trust.message()
            : "this address is a node's, a gateway's or a pod's of the server, so others may be"
                + " behind it; a program there belongs to the Service NAME-cluster, or gets a limit"
                + " in connections.perAddress.tenants";
    return Optional.of(new Hold(Reason.SourceAddressUntrusted, message, trust.hiding()));
  }

  private boolean isStale(PeerReport report, Instant now) {
    return Duration.between(report.at(), now).abs().compareTo(stale) > 0;
  }

  private static boolean runsWith(PeerReport report, String imapaccess) {
    return imapaccess.equals(report.configuration().files().get("imapaccess"));
  }

  private static Optional<Hold> hold(Reason reason, String message) {
    return Optional.of(new Hold(reason, message));
  }
}
