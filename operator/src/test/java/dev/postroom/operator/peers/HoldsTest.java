package dev.postroom.operator.peers;

import static dev.postroom.operator.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.Reports;
import dev.postroom.operator.limits.Hold;
import dev.postroom.operator.limits.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HoldsTest {

  private static final SourceTrust TRUSTED =
      new SourceTrust.Trusted(SourceReason.ClientAddressesSeen, "", Set.of());

  private final Holds holds = new Holds(Duration.ofSeconds(30), Set.of());

  @Test
  void nothingHoldsWhenEveryPodReportsAndRunsWithTheLastLimits() {
    assertThat(holds.find(List.of(given(reports())), TRUSTED, "h1", NOON)).isEmpty();
  }

  @Test
  void aMissingReportHolds() {
    var reports = List.of(given(reports()), new PodReport.Missing("mail-1", "HTTP 500"));

    assertThat(holds.find(reports, TRUSTED, "h1", NOON))
        .contains(new Hold(Reason.ReportMissing, "the report of pod mail-1 is missing: HTTP 500"));
  }

  @Test
  void anOldReportHolds() {
    var old = given(reports().at(NOON.minusSeconds(31)));

    assertThat(holds.find(List.of(old), TRUSTED, "h1", NOON))
        .map(Hold::reason)
        .contains(Reason.ReportStale);
  }

  @Test
  void aPodWithoutTheLastLimitsHolds() {
    assertThat(holds.find(List.of(given(reports())), TRUSTED, "h2", NOON))
        .contains(
            new Hold(
                Reason.LastRaiseNotApplied, "pod mail-0 does not run with the last limits yet"));
  }

  @Test
  void aPodThatIsOverdueHoldsNobodyWhileOthersTakeTheirLimits() {
    var patient = new Holds(Duration.ofSeconds(30), Set.of("mail-1"));
    PodReport current = given(reports());
    PodReport overdue = new PodReport.Given("mail-1", Reports.of("mail-1").build());

    assertThat(patient.find(List.of(current, overdue), TRUSTED, "h1", NOON)).isEmpty();
    assertThat(patient.find(List.of(overdue, current), TRUSTED, "h2", NOON))
        .map(Hold::reason)
        .contains(Reason.LastRaiseNotApplied);
    assertThat(patient.find(List.of(overdue), TRUSTED, "h1", NOON))
        .contains(
            new Hold(
                Reason.RaiseWithoutEffect,
                "pod mail-1 does not run with the last limits, for 2 minutes and longer; see the"
                    + " condition LimitsApplied and the pod's log"));
  }

  @Test
  void addressesThatHideOthersHoldThemselvesOnly() {
    var untrusted = untrusted(Set.of("192.0.2.10"), false);

    assertThat(holds.find(List.of(given(reports())), untrusted, "h1", NOON))
        .contains(new Hold(Reason.SourceAddressUntrusted, "all from a node", Set.of("192.0.2.10")));
  }

  @Test
  void whereNobodyKnowsWhoHidesOthersEverybodyIsHeld() {
    var untrusted = untrusted(Set.of(), true);

    assertThat(holds.find(List.of(given(reports())), untrusted, "h1", NOON))
        .contains(new Hold(Reason.SourceAddressUntrusted, "all from a node"));
  }

  @Test
  void aBalancerThatGetsNobodyInHoldsNobody() {
    assertThat(holds.find(List.of(given(reports())), untrusted(Set.of(), false), "h1", NOON))
        .isEmpty();
  }

  @Test
  void aNodeIsHeldWhereTheOthersAreTrusted() {
    var trusted =
        new SourceTrust.Trusted(SourceReason.ClientAddressesSeen, "", Set.of("192.0.2.10"));

    var hold = holds.find(List.of(given(reports())), trusted, "h1", NOON).orElseThrow();

    assertThat(hold.concerns("192.0.2.10")).isTrue();
    assertThat(hold.concerns("203.0.113.7")).isFalse();
    assertThat(hold.message()).contains("others may be behind it");
  }

  private static SourceTrust untrusted(Set<String> hiding, boolean everybody) {
    return new SourceTrust.Untrusted(
        SourceReason.NodeAddressesSeen, "all from a node", hiding, everybody);
  }

  private static Reports reports() {
    return Reports.of("mail-0").running(Map.of("imapaccess", "h1"));
  }

  private static PodReport given(Reports reports) {
    return new PodReport.Given("mail-0", reports.build());
  }
}
