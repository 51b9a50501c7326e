package dev.postroom.operator.peers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.contract.report.PeerReportJson;
import dev.postroom.contract.report.ReportTag;
import dev.postroom.operator.PodAddresses;
import dev.postroom.operator.Reports;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of pods that answer well, badly, endlessly or not at all. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class HttpPeerReportsTest {

  /** Of each test others, since an address is free again only some time after its use. */
  private final String address = PodAddresses.next();

  private final String elsewhere = PodAddresses.next();
  private final String uri = "http://" + address + ":9180/peers: ";

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();
  private HttpAnswers pod;

  @BeforeEach
  void listen() throws IOException {
    pod = new HttpAnswers(address);
  }

  @AfterEach
  void stop() throws IOException {
    http.shutdownNow();
    pod.close();
  }

  @Test
  void aReportIsRead() {
    var report = Reports.of("mail-0").peer("203.0.113.7", 2).build();
    pod.answers(200, PeerReportJson.write(report));

    assertThat(ask()).isEqualTo(new PodReport.Given("mail-0", report));
  }

  @Test
  void aLargeReportIsReadToo() {
    var report = large();
    pod.answers(200, PeerReportJson.write(report));

    assertThat(ask()).isEqualTo(new PodReport.Given("mail-0", report));
  }

  @Test
  void theTokenIsSentAndTheConnectionUsedAgain() {
    pod.answers(200, PeerReportJson.write(large()));
    var reports = new HttpPeerReports(http);

    IntStream.range(0, 5).forEach(_ -> reports.of(List.of(pod("mail-0", address)), "sesame"));

    assertThat(pod.requests())
        .hasSize(5)
        .allSatisfy(request -> assertThat(request).contains("Authorization: Bearer sesame\r\n"));
    assertThat(pod.connections()).isEqualTo(1);
  }

  @Test
  void whatAPodSaidIsRememberedAndAsFreshAsItsWordThatItIsTheSame() {
    var report = Reports.of("mail-0").peer("203.0.113.7", 2).build();
    var later = report.at().plusMillis(2500);
    var reports = new HttpPeerReports(http);
    pod.answersWith(tagged(report));
    assertThat(ask(reports)).isEqualTo(new PodReport.Given("mail-0", report));
    assertThat(reports.unchanged(pod("mail-0", address))).isEmpty();

    pod.answersWith("HTTP/1.1 304 X\r\nPostroom-Report-At: " + later + "\r\n\r\n");

    assertThat(ask(reports)).isEqualTo(new PodReport.Given("mail-0", report.asOf(later)));
    assertThat(reports.unchanged(pod("mail-0", address))).contains(ReportTag.of(report));
    assertThat(pod.requests().getFirst()).doesNotContain("If-None-Match");
    assertThat(pod.requests().getLast())
        .contains("If-None-Match: " + ReportTag.of(report).text() + "\r\n");
  }

  @Test
  void anotherReportTakesThePlaceOfWhatWasRemembered() {
    var reports = new HttpPeerReports(http);
    pod.answersWith(tagged(Reports.of("mail-0").build()));
    ask(reports);
    var report = Reports.of("mail-0").peer("203.0.113.7", 2).build();
    pod.answersWith(tagged(report));

    assertThat(ask(reports)).isEqualTo(new PodReport.Given("mail-0", report));
    assertThat(reports.unchanged(pod("mail-0", address))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Postroom-Report-At: noon\r\n"})
  void whoDoesNotSayOfWhenItsReportIsTheSameGivesNone(String header) {
    var reports = new HttpPeerReports(http);
    pod.answersWith(tagged(Reports.of("mail-0").build()));
    ask(reports);
    pod.answersWith("HTTP/1.1 304 X\r\n" + header + "\r\n");

    assertThat(ask(reports))
        .isEqualTo(
            new PodReport.Missing(
                "mail-0",
                Absence.ReportUnreadable,
                uri
                    + "The peer report is said to be the same, and Postroom-Report-At does not say"
                    + " when"));
  }

  @Test
  void nothingIsTheSameAsNothing() {
    pod.answersWith("HTTP/1.1 304 X\r\nPostroom-Report-At: 2026-11-22T12:00:00Z\r\n\r\n");

    assertThat(why()).isEqualTo(Absence.UnexpectedStatus);
  }

  @Test
  void whatAPodSaidBeforeItFailedIsForgotten() {
    var reports = new HttpPeerReports(http);
    pod.answersWith(tagged(Reports.of("mail-0").build()));
    ask(reports);
    pod.answers(503, new byte[0]);
    ask(reports);
    ask(reports);

    assertThat(pod.requests().getLast()).doesNotContain("If-None-Match");
  }

  @Test
  void aLargeReportIsNotRemembered() {
    var reports = new HttpPeerReports(http);
    pod.answersWith(tagged(large()));
    ask(reports);
    ask(reports);

    assertThat(pod.requests().getLast()).doesNotContain("If-None-Match");
  }

  @ParameterizedTest
  @CsvSource({
    "401, TokenUnknown",
    "403, TokenMissing",
    "503, NotReady",
    "500, UnexpectedStatus",
    "404, UnexpectedStatus"
  })
  void aPodThatDoesNotReportSaysWhy(int status, Absence why) {
    pod.answers(status, "no".getBytes(US_ASCII));

    assertThat(ask()).isEqualTo(new PodReport.Missing("mail-0", why, uri + "HTTP " + status));
  }

  @Test
  void nobodyIsFollowedElsewhereWithTheToken() throws IOException {
    try (var other = new HttpAnswers(elsewhere)) {
      other.answers(200, PeerReportJson.write(Reports.of("mail-0").build()));
      pod.answersWith(
          "HTTP/1.1 302 X\r\nLocation: http://%s:9180/peers\r\nContent-Length: 0\r\n\r\n"
              .formatted(elsewhere));

      assertThat(problem()).isEqualTo(uri + "HTTP 302");
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void whatIsNoReportSaysSo() {
    pod.answers(200, "<html>".getBytes(US_ASCII));

    assertThat(why()).isEqualTo(Absence.ReportUnreadable);
    assertThat(problem()).startsWith(uri + "The peer report is not JSON");
  }

  @Test
  void whatIsNoHttpIsNoAnswer() {
    pod.answersWith("* BYE [UNAVAILABLE] not here\r\n");

    assertThat(why()).isEqualTo(Absence.NoAnswer);
  }

  @Test
  void anOversizedReportIsNotReadToItsEnd() {
    pod.answersWithoutEnd("HTTP/1.1 200 X\r\nConnection: close\r\n\r\n", "[".repeat(8192));

    assertThat(why()).isEqualTo(Absence.ReportUnreadable);
    assertThat(problem()).contains("more than the 1048576 that are read");
  }

  @Test
  void aMillionPeersAreNotRead() {
    var peers = "{},".repeat(300_000);
    pod.answers(200, ("{\"version\": 2, \"peers\": [" + peers + "{}]}").getBytes(UTF_8));

    assertThat(problem()).contains("has 300001 peers, more than the 10000 that are read");
  }

  @Test
  void aReportInAnothersNameIsNotBelieved() {
    pod.answers(200, PeerReportJson.write(Reports.of("other-0").build()));

    assertThat(ask())
        .isEqualTo(
            new PodReport.Missing(
                "mail-0",
                Absence.ReportImplausible,
                uri + "the report is that of a server named 'other-0'"));
  }

  @Test
  void aPodThatDoesNotListenIsToldFromOneThatIsSilent() throws IOException {
    pod.close();

    assertThat(ask())
        .isEqualTo(
            new PodReport.Missing(
                "mail-0", Absence.ConnectionRefused, uri + "the connection was refused"));
  }

  @Test
  void aPodThatIsSilentIsGivenUp() {
    pod.answersWith("");

    assertThat(ask())
        .isEqualTo(new PodReport.Missing("mail-0", Absence.NoAnswer, uri + "no answer within 2 s"));
  }

  @Test
  void aReportThatTricklesForEverIsGivenUpAndItsConnectionClosed() throws InterruptedException {
    pod.answersWith("HTTP/1.1 200 X\r\nConnection: close\r\n\r\n{");

    assertThat(problem()).isEqualTo(uri + "no answer within 2 s");
    assertThat(pod.hungUp(Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void anAddressThatIsNoneIsNoReport() {
    var reports = new HttpPeerReports(http).of(List.of(pod("mail-0", "not an address")), "x");

    assertThat(reports)
        .singleElement()
        .isInstanceOfSatisfying(
            PodReport.Missing.class,
            missing -> assertThat(missing.problem()).startsWith("http://not an address:9180"));
  }

  @Test
  void anIpv6AddressStandsInBrackets() {
    var reports = new HttpPeerReports(http).of(List.of(pod("mail-0", "::1")), "x");

    assertThat(reports)
        .singleElement()
        .isInstanceOfSatisfying(
            PodReport.Missing.class,
            missing -> assertThat(missing.problem()).startsWith("http://[::1]:9180/peers: "));
  }

  @Test
  void oneThatIsSilentCostsTheOthersNothing() throws IOException {
    try (var silent = new HttpAnswers(elsewhere)) {
      silent.answersWith("");
      var report = Reports.of("mail-1").build();
      pod.answers(200, PeerReportJson.write(report));

      var reports =
          new HttpPeerReports(http)
              .of(List.of(pod("mail-0", elsewhere), pod("mail-1", address)), "sesame");

      assertThat(reports)
          .containsExactly(
              new PodReport.Missing(
                  "mail-0",
                  Absence.NoAnswer,
                  "http://" + elsewhere + ":9180/peers: no answer within 2 s"),
              new PodReport.Given("mail-1", report));
    }
  }

  @Test
  void manySilentPodsAreAskedSomeAtATimeAndAllGivenUp() {
    pod.answersWith("");
    var pods =
        IntStream.range(0, HttpPeerReports.ASKED_AT_ONCE + 20)
            .mapToObj(i -> pod("mail-" + i, address))
            .toList();

    long begin = System.nanoTime();
    assertThat(new HttpPeerReports(http).of(pods, "sesame"))
        .allSatisfy(report -> assertThat(report).isInstanceOf(PodReport.Missing.class));
    // The last of them were asked when the first had been given up.
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isGreaterThan(HttpPeerReports.TIMEOUT.multipliedBy(2).minusMillis(100));
  }

  @Test
  void hangingPodsOfManyServersDelayNobodyElse() throws IOException {
    int hanging = HttpPeerReports.ASKED_AT_ONCE - 10;
    var report = Reports.of("mail-1").build();
    var reports = new HttpPeerReports(http);
    try (var silent = new HttpAnswers(elsewhere);
        var servers = Executors.newVirtualThreadPerTaskExecutor()) {
      silent.answersWith("");
      pod.answers(200, PeerReportJson.write(report));
      IntStream.range(0, hanging)
          .forEach(
              _ -> servers.submit(() -> reports.of(List.of(pod("mail-0", elsewhere)), "sesame")));
      Awaitility.await().until(() -> silent.requests().size() == hanging);

      long begin = System.nanoTime();
      assertThat(reports.of(List.of(pod("mail-1", address)), "sesame"))
          .containsExactly(new PodReport.Given("mail-1", report));
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(HttpPeerReports.TIMEOUT);
    }
  }

  private static PeerReport large() {
    var reports = Reports.of("mail-0");
    IntStream.range(0, 500).forEach(i -> reports.peer("10.1.%d.%d".formatted(i / 250, i % 250), 2));
    var report = reports.build();
    assertThat(PeerReportJson.write(report)).hasSizeGreaterThan(ReportBodies.SMALL_BYTES);
    return report;
  }

  private Absence why() {
    return ((PodReport.Missing) ask()).why();
  }

  private String problem() {
    return ((PodReport.Missing) ask()).problem();
  }

  private PodReport ask() {
    return ask(new HttpPeerReports(http));
  }

  private PodReport ask(HttpPeerReports reports) {
    return reports.of(List.of(pod("mail-0", address)), "sesame").getFirst();
  }

  private static String tagged(PeerReport report) {
    var json = new String(PeerReportJson.write(report), UTF_8);
    return "HTTP/1.1 200 X\r\nETag: %s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(ReportTag.of(report).text(), json.length(), json);
  }

  private static Pod pod(String name, String address) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewStatus()
        .withPodIP(address)
        .endStatus()
        .build();
  }
}
