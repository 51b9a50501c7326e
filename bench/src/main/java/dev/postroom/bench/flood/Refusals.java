package dev.postroom.bench.flood;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server has counted, from its metrics.
 *
 * @param byCause connections turned away, by cause
 * @param admitted connections let in
 */
record Refusals(Map<String, Long> byCause, long admitted) {

  private static final Pattern REFUSALS =
      Pattern.compile("(?m)^postroom_imap_refusals_total\\{.*cause=\"(\\w+)\".*} (\\S+)$");
  private static final Pattern ADMISSIONS =
      Pattern.compile("(?m)^postroom_imap_admissions_total\\{.*} (\\S+)$");

  static Refusals ask(URI metrics) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return of(
          client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString()).body());
    }
  }

  static Refusals of(String metrics) {
    Map<String, Long> byCause = new TreeMap<>();
    for (Matcher each = REFUSALS.matcher(metrics); each.find(); ) {
      long count = (long) Double.parseDouble(each.group(2));
      if (count > 0) {
        byCause.merge(each.group(1), count, Long::sum);
      }
    }
    long admitted = 0;
    for (Matcher each = ADMISSIONS.matcher(metrics); each.find(); ) {
      admitted += (long) Double.parseDouble(each.group(1));
    }
    return new Refusals(byCause, admitted);
  }

  long all() {
    return byCause.values().stream().mapToLong(Long::longValue).sum();
  }
}
