package dev.postroom.operator.peers;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.contract.report.PeerReportException;
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
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Asks pods over HTTP at the management port: all of a server at once, and of all servers no more
 * than {@value #ASKED_AT_ONCE} at a time. What they answer is read within the bounds of {@link
 * ReportBodies}. One instance serves all servers.
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

  private PodReport inTurn(Pod pod, String token) {
    var name = pod.getMetadata().getName();
    var address = pod.getStatus().getPodIP();
    var host = address.indexOf(':') < 0 ? address : "[" + address + "]";
    var url = "http://" + host + ":" + PORT + PeerReport.PATH;
    try {
      asked.acquire();
      try {
        return ask(name, url, token);
      } finally {
        asked.release();
      }
    } catch (InterruptedException e) {
      return late(name, url);
    }
  }

  private PodReport ask(String pod, String url, String token) throws InterruptedException {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(url))
              .timeout(TIMEOUT)
              .header("Authorization", "Bearer " + token)
              .GET()
              .build();
      var response = http.send(request, BodyHandlers.ofInputStream());
      try (var body = response.body()) {
        return read(pod, url, response, body);
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
      String pod, String url, HttpResponse<InputStream> response, InputStream body)
      throws IOException, InterruptedException {
    var why =
        switch (response.statusCode()) {
          case HttpURLConnection.HTTP_OK -> null;
          case HttpURLConnection.HTTP_UNAUTHORIZED -> Absence.TokenUnknown;
          case HttpURLConnection.HTTP_FORBIDDEN -> Absence.TokenMissing;
          case HttpURLConnection.HTTP_UNAVAILABLE -> Absence.NotReady;
          default -> Absence.UnexpectedStatus;
        };
    if (why != null) {
      return missing(pod, why, url, "HTTP " + response.statusCode());
    }
    var report = bodies.read(body);
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
