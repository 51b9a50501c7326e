package dev.postroom.operator.peers;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.contract.report.PeerReportException;
import dev.postroom.contract.report.PeerReportJson;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks all pods at once over HTTP at the management port. */
public final class HttpPeerReports implements PeerReports {

  /** A pod that takes longer is as good as silent: the next round is due. */
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final int PORT = 9180;

  private final HttpClient http;

  public HttpPeerReports(HttpClient http) {
    this.http = http;
  }

  @Override
  public List<PodReport> of(List<Pod> pods, String token) {
    var answers = pods.stream().map(pod -> ask(pod, token)).toList();
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private CompletableFuture<PodReport> ask(Pod pod, String token) {
    var name = pod.getMetadata().getName();
    var address = pod.getStatus().getPodIP();
    var host = address.indexOf(':') < 0 ? address : "[" + address + "]";
    var uri = URI.create("http://" + host + ":" + PORT + PeerReport.PATH);
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token)
            .GET()
            .build();
    var exchange =
        http.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), PeerReportJson.MAX_BYTES));
    return exchange
        .thenApply(response -> read(name, response))
        .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            failure -> {
              // A request's own timeout ends with the headers; a body may trickle for ever.
              exchange.cancel(true);
              return new PodReport.Missing(name, uri + ": " + words(failure));
            });
  }

  private static PodReport read(String pod, HttpResponse<byte[]> response) {
    if (response.statusCode() == HttpURLConnection.HTTP_UNAUTHORIZED) {
      // Of every day while a new token is on its way to the pods.
      return new PodReport.Missing(pod, response.uri() + ": the pod does not know the token yet");
    }
    if (response.statusCode() != HttpURLConnection.HTTP_OK) {
      return new PodReport.Missing(pod, response.uri() + ": HTTP " + response.statusCode());
    }
    try {
      return new PodReport.Given(pod, PeerReportJson.read(response.body()));
    } catch (PeerReportException e) {
      return new PodReport.Missing(pod, response.uri() + ": " + e.getMessage());
    }
  }

  private static String words(Throwable failure) {
    var cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getClass().getSimpleName()
        + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
  }
}
