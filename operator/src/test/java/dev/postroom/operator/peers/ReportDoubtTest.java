package dev.postroom.operator.peers;

import static dev.postroom.operator.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.report.Connections;
import dev.postroom.contract.report.Connections.UsersBySessions;
import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.PeerReport;
import dev.postroom.contract.report.RefusalCounts;
import dev.postroom.operator.Reports;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportDoubtTest {

  private static final String OFFICE = "203.0.113.7";

  @Test
  void whatCanBeTrueIsBelieved() {
    var report = Reports.of("mail-0").refused(OFFICE, 20, 14).build();

    assertThat(ReportDoubt.applied(List.of(given(report)))).containsExactly(given(report));
  }

  @Test
  void whatIsMissingStaysMissing() {
    var missing = new PodReport.Missing("mail-0", "timeout");

    assertThat(ReportDoubt.applied(List.of(missing))).containsExactly(missing);
  }

  @Test
  void negativeNumbersCannotBeTrue() {
    assertThat(doubt(Reports.of("mail-0").peer(peer(-1, 14)).build()))
        .isEqualTo("its report cannot be true: a number of its connections is negative");
    assertThat(doubt(Reports.of("mail-0").peer(OFFICE, 4).peer(peer(0, -14)).build()))
        .isEqualTo("its report cannot be true: a number of peer 203.0.113.7 is negative");
  }

  @Test
  void negativeTotalsCannotBeTrue() {
    var told = Reports.of("mail-0").build();

    assertThat(doubt(Reports.with(told, new Connections(0, -1, 400, 0, 0, List.of()))))
        .isEqualTo("its report cannot be true: a number of its connections is negative");
    assertThat(
            doubt(
                Reports.with(
                    told, new Connections(0, 0, 400, 0, 0, List.of(new UsersBySessions(1, -1))))))
        .isEqualTo("its report cannot be true: a number of its users is negative");
    assertThat(
            doubt(
                Reports.with(
                    told, new Connections(0, 0, 400, 0, 0, List.of(new UsersBySessions(-1, 1))))))
        .isEqualTo("its report cannot be true: a number of its users is negative");
  }

  @Test
  void nobodyStartsAfterHisReportOrIsRefusedAfterIt() {
    assertThat(doubt(Reports.of("mail-0").startedAt(NOON.plusSeconds(61)).build()))
        .isEqualTo(
            "its report cannot be true: it is of 2026-11-22T12:00:00Z, but the server started at"
                + " 2026-11-22T12:01:01Z");
    assertThat(
            doubt(
                Reports.of("mail-0").peer(OFFICE, 4, 1, Optional.of(NOON.plusSeconds(61))).build()))
        .isEqualTo(
            "its report cannot be true: it is of 2026-11-22T12:00:00Z, but peer 203.0.113.7 was"
                + " refused at 2026-11-22T12:01:01Z");
  }

  @Test
  void aClockThatWasSetRightIsForgiven() {
    var report = Reports.of("mail-0").peer(OFFICE, 4, 1, Optional.of(NOON.plusSeconds(60))).build();

    assertThat(ReportDoubt.applied(List.of(given(report)))).containsExactly(given(report));
  }

  @Test
  void timesBeyondAllCalendarsAreDoubted() {
    assertThat(doubt(Reports.of("mail-0").startedAt(Instant.MAX).build())).isNotEmpty();
    assertThat(doubt(Reports.of("mail-0").peer(OFFICE, 4, 1, Optional.of(Instant.MAX)).build()))
        .isNotEmpty();
  }

  private static String doubt(PeerReport report) {
    var pod = (PodReport.Missing) ReportDoubt.applied(List.of(given(report))).getFirst();
    assertThat(pod.pod()).isEqualTo("mail-0");
    return pod.problem();
  }

  private static PodReport given(PeerReport report) {
    return new PodReport.Given("mail-0", report);
  }

  private static Peer peer(int connections, int users) {
    return new Peer(
        OFFICE,
        connections,
        0,
        0,
        20,
        Peer.LimitSource.MAXPERIP,
        0,
        Optional.empty(),
        RefusalCounts.NONE,
        users,
        List.of(),
        0,
        0,
        0,
        0,
        NOON);
  }
}
