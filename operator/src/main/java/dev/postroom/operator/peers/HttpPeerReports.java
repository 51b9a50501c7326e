package dev.postroom.operator.peers;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.contract.report.PeerReportException;
import dev.postroom.contract.report.ReportRequest;
import dev.postroom.contract.report.ReportTag;
import dev.postroom.operator.peers.RememberedReports.Known;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Asks pods over HTTP at the management port: all of a server at once, and of all servers no more
 * than {@value #ASKED_AT_ONCE} at a time. What they answer is read within the bounds of {@link
 * ReportBodies}, and what they answered last is remembered, so that they need not say it again. One
 * instance serves all servers.
 */
public final class HttpPeerReports implements PeerReports {

  /** A pod that takes longer is as good as silent: the next round is due. */
  static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** With pods that are all silent, 500 are done within 8 seconds. */
  public static final int ASKED_AT_ONCE = 128;

  private static final int PORT = 9180;

  private final HttpClient http;
  private final Semaphore asked = new Semaphore(ASKED_AT_ONCE, true);
  private final ReportBodies bodies = new ReportBodies();
  private final RememberedReports remembered = new RememberedReports();

  /**
   * @param http follows no redirection, which would take the token elsewhere
   */
  public HttpPeerReports(HttpClient http) {
    this.http = http;
  }

  @Override
  public List<PodReport> of(List<Pod> pods, String token) {
    List<Future<PodReport>> answers;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      answers = pods.stream().map(pod -> threads.submit(() -> inTurn(pod, token))).toList();
    }
    return answers.stream().map(Future::resultNow).toList();
  }

  /** The tag of a pod's report, if the pod said at the last look that it is still the same. */
  Optional<ReportTag> unchanged(Pod pod) {
    return remembered.of(url(pod)).filter(Known::confirmed).map(Known::tag);
  }

  /** Takes note that a pod has another report than that of this tag by now. */
  void hasAnother(String url, ReportTag than) {
    remembered.doubt(url, than);
  }

  /** Where a pod serves its report. */
  static String url(Pod pod) {
    var address = pod.getStatus().getPodIP();
    var host = address.indexOf(':') < 0 ? address : "[" + address + "]";
    return "http://" + host + ":" + PORT + PeerReport.PATH;
  }

  /** A request with the token. */
  static HttpRequest.Builder request(String url, String token) {
    return HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token);
  }

  private PodReport inTurn(Pod pod, String token) {
    var name = pod.getMetadata().getName();
    var url = url(pod);
    try {
      asked.acquire();
      try {
        var answer = ask(name, url, token);
        if (answer instanceof PodReport.Missing) {
          remembered.forget(url);
        }
        return answer;
      } finally {
        asked.release();
      }
    } catch (InterruptedException e) {
      return late(name, url);
    }
  }

  private PodReport ask(String pod, String url, String token) throws InterruptedException {
    try {
      var known = remembered.of(url);
      var request = request(url, token).timeout(TIMEOUT).GET();
      known.ifPresent(report -> request.header("If-None-Match", report.tag().text()));
      var response = http.send(request.build(), BodyHandlers.ofInputStream());
      try (var body = response.body()) {
        return read(pod, url, known, response, body);
      }
    } catch (PeerReportException e) {
      return missing(pod, Absence.ReportUnreadable, url, e.getMessage());
    } catch (HttpTimeoutException e) {
      return late(pod, url);
    } catch (ConnectException e) {
      return missing(pod, Absence.ConnectionRefused, url, "the connection was refused");
    } catch (IOException | IllegalArgumentException e) {
      // A body's stream wraps what interrupts it.
      return e.getCause() instanceof InterruptedException
          ? late(pod, url)
          : missing(pod, Absence.NoAnswer, url, words(e));
    }
  }

  private PodReport read(
      String pod,
      String url,
      Optional<Known> known,
      HttpResponse<InputStream> response,
      InputStream body)
      throws IOException, InterruptedException {
    if (response.statusCode() == HttpURLConnection.HTTP_NOT_MODIFIED && known.isPresent()) {
      return given(pod, url, same(url, known.get(), response));
    }
    var why =
        switch (response.statusCode()) {
          case HttpURLConnection.HTTP_OK -> null;
          case HttpURLConnection.HTTP_UNAUTHORIZED -> Absence.TokenUnknown;
          case HttpURLConnection.HTTP_FORBIDDEN -> Absence.TokenMissing;
          case HttpURLConnection.HTTP_UNAVAILABLE -> Absence.NotReady;
          default -> Absence.UnexpectedStatus;
        };
    return why == null
        ? given(pod, url, another(url, response, bodies.read(body)))
        : missing(pod, why, url, "HTTP " + response.statusCode());
  }

  /** The report that the pod gave before is also that of a later time. */
  private PeerReport same(String url, Known known, HttpResponse<?> response) {
    Instant at;
    try {
      at = Instant.parse(response.headers().firstValue(ReportRequest.AT).orElse(""));
    } catch (DateTimeParseException e) {
      throw new PeerReportException(
          "The peer report is said to be the same, and " + ReportRequest.AT + " does not say when",
          e);
    }
    remembered.remember(url, known.again());
    return known.report().asOf(at);
  }

  private PeerReport another(String url, HttpResponse<?> response, ReportBodies.Read read) {
    remembered.forget(url);
    if (read.bytes() <= ReportBodies.SMALL_BYTES) {
      response
          .headers()
          .firstValue("ETag")
          .flatMap(ReportTag::parse)
          .ifPresent(
              tag -> remembered.remember(url, new Known(tag, read.report(), read.bytes(), false)));
    }
    return read.report();
  }

  private static PodReport given(String pod, String url, PeerReport report) {
    return report.server().equals(pod)
        ? new PodReport.Given(pod, report)
        : missing(
            pod,
            Absence.ReportImplausible,
            url,
            "the report is that of a server named '%s'".formatted(report.server()));
  }

  private static PodReport late(String pod, String url) {
    return missing(pod, Absence.NoAnswer, url, "no answer within " + TIMEOUT.toSeconds() + " s");
  }

  private static PodReport missing(String pod, Absence why, String url, String problem) {
    return new PodReport.Missing(pod, why, url + ": " + problem);
  }

  private static String words(Exception failure) {
    return failure.getClass().getSimpleName()
        + (failure.getMessage() == null ? "" : ": " + failure.getMessage());
  }
}
