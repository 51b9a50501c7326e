package dev.postroom.operator.peers;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.operator.limits.Effects;
import dev.postroom.operator.limits.Hold;
import dev.postroom.operator.limits.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why nobody, or not everybody, may be raised in a round, if there is such a reason. */
public final class Holds {

  private final Duration stale;
  private final Set<String> overdue;

  /**
   * @param stale how old a report may be
   * @param overdue pods that should have had the last limits by now
   */
  public Holds(Duration stale, Set<String> overdue) {
    this.stale = stale;
    this.overdue = Set.copyOf(overdue);
  }

  /**
   * The first reason that is found; those that concern everybody come first. A pod that is overdue
   * holds nobody as long as others are not: whom it reports with an old limit is held for that
   * ({@link Effects}).
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
        case PodReport.Given(String pod, PeerReport given)
            when !runsWith(given, imapaccess) && !overdue.contains(pod) -> {
          return hold(
              Reason.LastRaiseNotApplied,
              "pod %s does not run with the last limits yet".formatted(pod));
        }
        case PodReport.Given _ -> {}
      }
    }
    return allOverdue(reports, imapaccess).or(() -> hold(trust));
  }

  /** Where no pod takes any limit, none is given. */
  private Optional<Hold> allOverdue(List<PodReport> reports, String imapaccess) {
    boolean some =
        reports.stream()
            .anyMatch(
                pod ->
                    pod instanceof PodReport.Given(String _, PeerReport given)
                        && runsWith(given, imapaccess));
    return some || reports.isEmpty()
        ? Optional.empty()
        : hold(
            Reason.RaiseWithoutEffect,
            "pod %s does not run with the last limits, for %d minutes and longer; see the condition"
                    .formatted(reports.getFirst().pod(), Effects.PATIENCE.toMinutes())
                + " LimitsApplied and the pod's log");
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

  static boolean runsWith(PeerReport report, String imapaccess) {
    return imapaccess.equals(report.configuration().files().get("imapaccess"));
  }

  private static Optional<Hold> hold(Reason reason, String message) {
    return Optional.of(new Hold(reason, message));
  }
}
