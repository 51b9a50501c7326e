package dev.postroom.operator.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.report.PeerReportJson;
import dev.postroom.contract.report.ReportTag;
import dev.postroom.operator.PodAddresses;
import dev.postroom.operator.Reports;
import dev.postroom.operator.ShiftedClock;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pods that are listened to, those that ring, and those that cannot. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ReportBellsTest {

  private static final String SAME =
      "HTTP/1.1 304 X\r\nPostroom-Report-At: 2026-11-22T12:00:00Z\r\n\r\n";
  private static final String ANOTHER = "HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\n";

  private final String address = PodAddresses.next();
  private final Pod pod = pod(address);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpPeerReports reports = new HttpPeerReports(http);
  private final ShiftedClock clock = new ShiftedClock();
  private final ReportBells bells = new ReportBells(http, reports, clock);
  private final AtomicInteger rung = new AtomicInteger();
  private HttpAnswers answers;

  @BeforeEach
  void listen() throws IOException {
    answers = new HttpAnswers(address);
  }

  @AfterEach
  void stop() throws IOException {
    http.shutdownNow();
    answers.close();
  }

  @Test
  void aPodIsListenedToWhenItHadNothingNewToReport() {
    look(tagged());
    assertThat(hear()).isFalse();
    look(SAME);
    answers.answersWith("");

    assertThat(hear()).isTrue();

    awaitHeads(1);
    assertThat(answers.requests().getLast())
        .startsWith("HEAD /peers HTTP/1.1\r\n")
        .contains(
            "Authorization: Bearer sesame\r\n",
            "Prefer: wait=30\r\n",
            "If-None-Match: " + ReportTag.of(Reports.of("mail-0").build()).text() + "\r\n");
  }

  @Test
  void oneThatKnowsNoTagsIsNotListenedTo() {
    look(plain());
    look(plain());

    assertThat(hear()).isFalse();
  }

  @Test
  void howeverOftenSomebodyListensThePodIsAskedOnce() {
    lookTwice();
    for (int i = 0; i < 20; i++) {
      assertThat(hear()).isTrue();
    }

    awaitHeads(1);
    assertThat(bells.awaited()).isOne();
    assertThat(rung).hasValue(0);
  }

  @Test
  void itRingsWhenThePodHasAnotherReport() throws IOException {
    lookTwice();
    hear();
    awaitHeads(1);

    answers.say(ANOTHER);

    Awaitility.await().until(() -> rung.get() == 1);
    assertThat(bells.awaited()).isZero();
  }

  @Test
  void whoHasRungIsNotListenedToBeforeSomebodyHasLooked() throws IOException {
    lookTwice();
    hear();
    awaitHeads(1);
    answers.say(ANOTHER);
    Awaitility.await().until(() -> rung.get() == 1);

    // Its answer would be the same, at once, for as long as no look is due.
    assertThat(hear()).isFalse();

    look(SAME);
    answers.answersWith("");
    assertThat(hear()).isTrue();
    awaitHeads(2);
    assertThat(rung).hasValue(1);
  }

  @Test
  void whoHeldBackItsAnswerInVainIsAskedAgainAndNothingRings() throws IOException {
    lookTwice();
    hear();
    awaitHeads(1);
    clock.putForward(ReportBells.PATIENCE);

    answers.say(SAME);

    awaitHeads(2);
    assertThat(bells.awaited()).isOne();
    assertThat(rung).hasValue(0);
  }

  @Test
  void whoIsNotListenedToAnyMoreIsNotAskedAgain() throws IOException {
    lookTwice();
    hear();
    awaitHeads(1);
    clock.putForward(ReportBells.HEARD);

    answers.say(SAME);

    Awaitility.await().until(() -> bells.awaited() == 0);
    assertThat(heads()).isOne();
    assertThat(rung).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {SAME, "HTTP/1.1 503 X\r\n\r\n", "HTTP/1.1 405 X\r\n\r\n", "nonsense\r\n\r\n"})
  void whoDoesNotHoldBackItsAnswerIsLookedAtInsteadForAWhile(String answer) throws IOException {
    lookTwice();
    hear();
    awaitHeads(1);

    answers.say(answer);

    Awaitility.await().until(() -> rung.get() == 1);
    look(SAME);
    assertThat(hear()).isFalse();
    clock.putForward(ReportBells.DEAF);
    answers.answersWith("");
    assertThat(hear()).isTrue();
  }

  @Test
  void itRingsWhenThePodDies() throws IOException {
    lookTwice();
    hear();
    awaitHeads(1);

    answers.close();

    Awaitility.await().until(() -> rung.get() == 1);
    assertThat(bells.awaited()).isZero();
  }

  @Test
  void afterAnotherReportThePodIsAskedAboutThatOne() {
    lookTwice();
    hear();
    awaitHeads(1);
    look(
        "HTTP/1.1 200 X\r\nETag: \"next\"\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(json().length(), json()));
    look(SAME);
    answers.answersWith("");

    assertThat(hear()).isTrue();

    awaitHeads(2);
    assertThat(answers.requests().getLast()).contains("If-None-Match: \"next\"\r\n");
    assertThat(bells.awaited()).isOne();
    assertThat(rung).hasValue(0);
  }

  @Test
  void withoutPodsThereIsNothingToLookAt() {
    assertThat(bells.listen(List.of(), "sesame", rung::incrementAndGet)).isTrue();
  }

  private boolean hear() {
    return bells.listen(List.of(pod), "sesame", rung::incrementAndGet);
  }

  private void lookTwice() {
    look(tagged());
    look(SAME);
    answers.answersWith("");
  }

  private void look(String answer) {
    answers.answersWith(answer);
    reports.of(List.of(pod), "sesame");
  }

  private void awaitHeads(int number) {
    Awaitility.await().until(() -> heads() == number);
  }

  private long heads() {
    return answers.requests().stream().filter(request -> request.startsWith("HEAD")).count();
  }

  private static String tagged() {
    return "HTTP/1.1 200 X\r\nETag: %s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(ReportTag.of(Reports.of("mail-0").build()).text(), json().length(), json());
  }

  private static String plain() {
    return "HTTP/1.1 200 X\r\nContent-Length: %d\r\n\r\n%s".formatted(json().length(), json());
  }

  private static String json() {
    return new String(PeerReportJson.write(Reports.of("mail-0").build()), StandardCharsets.UTF_8);
  }

  private static Pod pod(String address) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("mail-0")
        .endMetadata()
        .withNewStatus()
        .withPodIP(address)
        .endStatus()
        .build();
  }
}
