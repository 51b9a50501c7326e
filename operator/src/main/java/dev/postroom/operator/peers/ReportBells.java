package dev.postroom.operator.peers;

import dev.postroom.contract.report.ReportTag;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.HttpURLConnection;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Has pods say when they have something else to report than at the last look, so that nobody has to
 * look all the time, and who is turned away need not wait for the next look. A pod is asked to hold
 * back its answer until then; no thread waits for it.
 *
 * <p>A bell only says that it is time to look. What there is to see, and whether the pod is there
 * at all, is found out by the look.
 */
public final class ReportBells {

  /** How long a pod holds back its answer; then it is asked again. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A bell nobody has listened to for so long is not asked for again. */
  static final Duration HEARD = Duration.ofMinutes(1);

  /** A pod that does not hold back its answer is looked at in every round for so long. */
  static final Duration DEAF = Duration.ofMinutes(1);

  /** Each takes a connection. */
  static final int MAX = 2000;

  private static final int NO_ANSWER = 0;

  /** What is known of a pod's bell. */
  private sealed interface Bell {

    /** It is waited for. */
    record Awaited(
        ReportTag tag,
        Instant asked,
        Instant heard,
        Runnable ring,
        CompletableFuture<HttpResponse<Void>> answer)
        implements Bell {

      private Awaited heardAt(Instant now) {
        return new Awaited(tag, asked, now, ring, answer);
      }
    }

    /** It did not work the last time. */
    record Broken(Instant until) implements Bell {}
  }

  private final HttpClient http;
  private final HttpPeerReports reports;
  private final InstantSource clock;
  private final Map<String, Bell> bells = new HashMap<>();

  /**
   * @param http follows no redirection, which would take the token elsewhere
   * @param reports has asked the pods for their reports
   */
  public ReportBells(HttpClient http, HttpPeerReports reports, InstantSource clock) {
    this.http = http;
    this.reports = reports;
    this.clock = clock;
  }

  /**
   * Listens to the pods of a server, if all of them had nothing new to report at the last look, and
   * can tell when they do.
   *
   * @param ring runs when one of them rings or cannot be heard any more; must not block
   * @return whether all are listened to; if not, somebody has to look
   */
  public boolean listen(List<Pod> pods, String token, Runnable ring) {
    var tags = pods.stream().map(reports::unchanged).toList();
    if (tags.stream().anyMatch(Optional::isEmpty)) {
      return false;
    }
    boolean all = true;
    for (int i = 0; i < pods.size(); i++) {
      all &= listen(HttpPeerReports.url(pods.get(i)), tags.get(i).get(), token, ring);
    }
    return all;
  }

  /** How many pods are waited for. */
  synchronized int awaited() {
    return (int) bells.values().stream().filter(Bell.Awaited.class::isInstance).count();
  }

  private synchronized boolean listen(String url, ReportTag tag, String token, Runnable ring) {
    var now = clock.instant();
    switch (bells.get(url)) {
      case Bell.Awaited same when same.tag().equals(tag) -> {
        bells.put(url, same.heardAt(now));
        return true;
      }
      case Bell.Broken(Instant until) when now.isBefore(until) -> {
        return false;
      }
      case Bell.Awaited other -> {
        bells.remove(url);
        other.answer().cancel(true);
      }
      case null, default -> {}
    }
    if (bells.size() >= MAX) {
      bells.values().removeIf(bell -> bell instanceof Bell.Broken(var until) && now.isAfter(until));
    }
    if (bells.size() >= MAX) {
      return false;
    }
    await(url, tag, token, ring, now);
    return true;
  }

  private void await(String url, ReportTag tag, String token, Runnable ring, Instant heard) {
    var request =
        HttpPeerReports.request(url, token)
            .timeout(PATIENCE.plus(HttpPeerReports.TIMEOUT))
            .header("If-None-Match", tag.text())
            .header("Prefer", "wait=" + PATIENCE.toSeconds())
            .method("HEAD", BodyPublishers.noBody())
            .build();
    var answer = http.sendAsync(request, BodyHandlers.discarding());
    bells.put(url, new Bell.Awaited(tag, clock.instant(), heard, ring, answer));
    answer.whenComplete(
        (response, _) ->
            answered(url, token, answer, response == null ? NO_ANSWER : response.statusCode()));
  }

  private void answered(String url, String token, CompletableFuture<?> answer, int status) {
    Runnable ring;
    synchronized (this) {
      if (!(bells.get(url) instanceof Bell.Awaited bell) || bell.answer() != answer) {
        // Another one is listened to by now.
        return;
      }
      var now = clock.instant();
      bells.remove(url);
      boolean heldBack = !now.isBefore(bell.asked().plus(PATIENCE.dividedBy(2)));
      if (status == HttpURLConnection.HTTP_NOT_MODIFIED && heldBack) {
        if (now.isBefore(bell.heard().plus(HEARD))) {
          await(url, bell.tag(), token, bell.ring(), bell.heard());
        }
        return;
      }
      if (status == HttpURLConnection.HTTP_OK) {
        // Who listened again before the next look would be answered at once, again and again.
        reports.hasAnother(url, bell.tag());
      } else {
        bells.put(url, new Bell.Broken(now.plus(DEAF)));
      }
      ring = bell.ring();
    }
    ring.run();
  }
}
