package dev.postroom.imap.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.report.ConfigurationState;
import dev.postroom.contract.report.Connections;
import dev.postroom.contract.report.PeerReport;
import dev.postroom.contract.report.PeerReportJson;
import dev.postroom.contract.report.ReportRequest;
import dev.postroom.contract.report.ReportTag;
import dev.postroom.imap.management.ReportAccess;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Readers who have the report already, and readers who wait for another one. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class PeersRouteTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String LONG = "wait=50";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong reports = new AtomicLong();
  private PeersRoute route;
  private HttpServer server;
  private Path tokens;

  @BeforeEach
  void listen(@TempDir Path directory) throws IOException {
    tokens = directory.resolve("tokens");
    Files.writeString(tokens, "sesame\n");
    route =
        new PeersRoute(
            () -> Optional.of(report()), accepted::get, new ReportAccess(Optional.of(tokens)));
    var router = Router.router(vertx);
    route.register(router);
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aReportIsSentWithItsTag() throws Exception {
    var answer = ask(get());

    assertThat(answer.statusCode()).isEqualTo(200);
    var report = PeerReportJson.read(answer.body().getBytes());
    assertThat(answer.headers().firstValue("ETag")).contains(ReportTag.of(report).text());
  }

  @Test
  void whoHasTheReportReadsThatItIsTheSameAndOfWhen() throws Exception {
    var known = tag();

    var answer = ask(get().header("If-None-Match", known));

    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("ETag")).contains(known);
    // Each report is a second later than the one before.
    assertThat(answer.headers().firstValue(ReportRequest.AT))
        .contains(NOON.plusSeconds(reports.get()).toString());
  }

  @Test
  void whoHasAnOlderReportReadsTheNewOneAtOnceHoweverLongHeWouldWait() throws Exception {
    var known = tag();
    accepted.incrementAndGet();

    var answer = ask(get().header("If-None-Match", known).header("Prefer", LONG));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(PeerReportJson.read(answer.body().getBytes()).connections().accepted()).isOne();
  }

  @Test
  void whoWaitsIsAnsweredWhenSomethingHappensAndTakesNoReportMeanwhile() throws Exception {
    var known = tag();
    var answer = waiting(get().header("If-None-Match", known).header("Prefer", LONG));
    long made = reports.get();

    accepted.incrementAndGet();

    assertThat(answer.join().statusCode()).isEqualTo(200);
    assertThat(reports.get()).isEqualTo(made + 1);
    assertThat(route.waiting()).isZero();
  }

  @Test
  void whoWaitedInVainReadsThatItIsStillTheSame() throws Exception {
    var answer = ask(get().header("If-None-Match", tag()).header("Prefer", "wait=1"));

    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(route.waiting()).isZero();
  }

  @Test
  void aHeadIsAnsweredLikeAGetWithoutTheReport() throws Exception {
    var known = tag();
    var head = request().method("HEAD", HttpRequest.BodyPublishers.noBody());
    var answer = waiting(head.header("If-None-Match", known).header("Prefer", LONG));

    accepted.incrementAndGet();

    assertThat(answer.join().statusCode()).isEqualTo(200);
    assertThat(answer.join().headers().firstValue("ETag"))
        .hasValueSatisfying(tag -> assertThat(tag).isNotEqualTo(known));
    assertThat(answer.join().body()).isEmpty();
  }

  @Test
  void nobodyWaitsWithoutAToken() throws Exception {
    var known = tag();
    var stranger = HttpRequest.newBuilder(uri()).header("Authorization", "Bearer guess");

    var answer = ask(stranger.header("If-None-Match", known).header("Prefer", LONG));

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  @Test
  void whoseTokenEndsWhileHeWaitsIsToldNothing() throws Exception {
    var answer = waiting(get().header("If-None-Match", tag()).header("Prefer", LONG));

    Files.writeString(tokens, "another\n");
    accepted.incrementAndGet();

    assertThat(answer.join().statusCode()).isEqualTo(401);
  }

  @Test
  void moreThanSomeAreAnsweredAtOnce() throws Exception {
    var known = tag();
    var patient = get().header("If-None-Match", known).header("Prefer", LONG).build();
    IntStream.range(0, WaitingReaders.MAX)
        .forEach(_ -> http.sendAsync(patient, BodyHandlers.ofString()));
    Awaitility.await().until(() -> route.waiting() == WaitingReaders.MAX);

    assertThat(http.send(patient, BodyHandlers.ofString()).statusCode()).isEqualTo(304);
    assertThat(route.waiting()).isEqualTo(WaitingReaders.MAX);
  }

  @Test
  void whoHangsUpWaitsNoLonger() throws Exception {
    var answer = waiting(get().header("If-None-Match", tag()).header("Prefer", LONG));

    http.shutdownNow();

    Awaitility.await().until(() -> route.waiting() == 0);
    assertThat(answer).isCompletedExceptionally();
  }

  private CompletableFuture<HttpResponse<String>> waiting(HttpRequest.Builder request) {
    var answer = http.sendAsync(request.build(), BodyHandlers.ofString());
    Awaitility.await().until(() -> route.waiting() == 1);
    return answer;
  }

  private String tag() throws Exception {
    return ask(get()).headers().firstValue("ETag").orElseThrow();
  }

  private HttpResponse<String> ask(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder get() {
    return request().GET();
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(uri()).header("Authorization", "Bearer sesame");
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + server.actualPort() + PeerReport.PATH);
  }

  private PeerReport report() {
    return new PeerReport(
        PeerReport.VERSION,
        NOON.plusSeconds(reports.incrementAndGet()),
        NOON,
        "mail-0",
        Duration.ofMinutes(15),
        new ConfigurationState(Map.of(), NOON, List.of(), List.of()),
        new Connections(0, 0, 400, accepted.get(), 0, List.of()),
        List.of(),
        List.of(),
        false);
  }
}
