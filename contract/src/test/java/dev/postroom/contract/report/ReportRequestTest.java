package dev.postroom.contract.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportRequestTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void reportsThatDifferInTheirTimeOnlyHaveTheSameTag() {
    var report = report(NOON, 0);

    assertThat(ReportTag.of(report.asOf(NOON.plusSeconds(9)))).isEqualTo(ReportTag.of(report));
    assertThat(report.asOf(NOON.plusSeconds(9))).isEqualTo(report(NOON.plusSeconds(9), 0));
  }

  @Test
  void aCounterOrARestartMakesAnotherTag() {
    var report = report(NOON, 0);

    assertThat(ReportTag.of(report(NOON, 1))).isNotEqualTo(ReportTag.of(report));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          W/"a"                | true
          "a"                  | true
          W/"b", W/"a"         | true
          "b",W/"a" , "c"      | true
          W/"b"                | false
          a                    | false
          *                    | false
          ''                   | false
          """)
  void whoHasTheReportSaysSoByItsTag(String ifNoneMatch, boolean has) {
    var request = ReportRequest.of(Optional.of(ifNoneMatch), Optional.empty());

    assertThat(request.has(new ReportTag("W/\"a\""))).isEqualTo(has);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          wait=30                       | 30
          respond-async, wait=5         | 5
          WAIT=5;x=y                    | 5
          handling=lenient;a=b, wait="7"| 7
          wait=60                       | 60
          wait=99999                    | 60
          wait=-1                       | 0
          await=5                       | 0
          return=minimal                | 0
          """)
  void whoWouldWaitSaysHowLongAndNobodyWaitsLongerThanAMinute(String prefer, long seconds) {
    assertThat(ReportRequest.of(Optional.empty(), Optional.of(prefer)).patience())
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void withoutHeadersTheReportIsWantedAtOnce() {
    assertThat(ReportRequest.of(Optional.empty(), Optional.empty()))
        .isEqualTo(new ReportRequest(Set.of(), Duration.ZERO));
  }

  @ParameterizedTest
  @ValueSource(strings = {"W/\"a\"", "\"\"", "\"0123456789abcdef\""})
  void aTagIsReadAsItStands(String header) {
    assertThat(ReportTag.parse(header)).contains(new ReportTag(header));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "\"a", "\"a\", \"b\"", "\"a b\"", "\"\u00e4\"", "*"})
  void whatIsNoTagIsNone(String header) {
    assertThat(ReportTag.parse(header)).isEmpty();
  }

  @Test
  void aTagThatIsTooLongIsNone() {
    assertThat(ReportTag.parse("\"" + "a".repeat(200) + "\"")).isEmpty();
  }

  private static PeerReport report(Instant at, long accepted) {
    return new PeerReport(
        PeerReport.VERSION,
        at,
        NOON,
        "mail-0",
        Duration.ofMinutes(15),
        new ConfigurationState(Map.of(), NOON, List.of(), List.of()),
        new Connections(0, 0, 400, accepted, 0, List.of()),
        List.of(),
        List.of(),
        false);
  }
}
