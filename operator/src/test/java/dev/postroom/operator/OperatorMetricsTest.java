package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.events.ServerEvents;
import dev.postroom.operator.memory.Memory;
import dev.postroom.operator.peers.MeasuredPeerReports;
import dev.postroom.operator.rollout.RollBudget;
import dev.postroom.operator.rollout.RolloutMetrics;
import dev.postroom.operator.running.ApiRequests;
import dev.postroom.operator.running.OperatorLife;
import dev.postroom.testing.MetricsTable;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the operator tells Prometheus, and the page that says so. */
class OperatorMetricsTest {

  private static final Path FILE = Path.of("..", "docs", "operator-metrics.md");
  private static final String REWRITE = "postroom.rewrite-documents";

  private static final String TEXT =
      """
      # Metrics of the operator

      <!-- Made from what the operator tells. To rewrite it:
           ./mvnw -q -pl operator -am test -Dtest=OperatorMetricsTest -Dsurefire.failIfNoSpecifiedTests=false -Dpostroom.rewrite-documents=true -->

      Prometheus finds these at `/q/metrics` on port 8080 of the operator, beside those of the JVM and of the process. No
      label holds a resource, a namespace, a pod, or an address, so their number does not grow with what is looked after.
      Those of the IMAP server are in [metrics.md](metrics.md).

      ## What to ask

      | question | query |
      |---|---|
      | Does one replica act, and one only? | `sum(postroom_acting)` is 1 |
      | Are servers left as they are because the API server refuses something? | `sum by (part, reason) (increase(postroom_part_failures_total[10m])) > 0`, then the condition `ObjectsApplied` |
      | How long does a round take? | `histogram_quantile(0.99, sum by (le) (rate(postroom_part_duration_seconds_bucket{part="limits"}[5m])))` |
      | Are reports missing, and why? | `sum by (why) (increase(postroom_reports_missing_total[5m])) > 0`, then the condition `MetricsAvailable` |
      | How many addresses are raised? | `sum(postroom_raised_addresses)` |
      | What was decided? | `sum by (outcome, reason) (increase(postroom_limit_decisions_total[1h]))` |
      | How often were pods rolled, and why? | `sum by (reason) (increase(postroom_rolls_total[1d]))` |
      | Who is turned away and given no more, and why? | `sum by (reason) (postroom_held_addresses) > 0`, then `status.peers` |
      | Can pods not be replaced? | `sum(postroom_server_readiness{reason=~"RollStuck\\|RollBlocked"}) > 0`, then the condition `Ready` |
      | What does the API server say? | `sum by (method, code) (rate(postroom_api_requests_total[5m]))` |
      | Do servers wait for their turn? | `reconciliations_queue > 0` for minutes |
      | Is something broken in the operator itself? | `increase(reconciliations_failure_total[10m]) > 0`, then its log |

      ## All of them

      | name | type | labels | meaning |
      |---|---|---|---|
      %s
      As soon as there was one, `postroom_limit_decisions_total` (counter; `outcome`, `reason`) counts decisions about
      addresses, whose reasons are those of `status.peers`, and `postroom_maximum_decisions_total` (counter; `outcome`,
      `reason`) those about `connections.maximum`, see [limits.md](limits.md). Those whose names begin with
      `reconciliations_`, and `custom_resources`, are the Java Operator SDK's own, about its queue and its threads.
      """;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test
  void thePageNamesEveryMetricThatIsThereFromTheStart() throws IOException {
    new Memory(registry, Clock.systemUTC());
    new RolloutMetrics(registry, new RollBudget(1), Clock.systemUTC());
    new ServerEvents(null, Clock.systemUTC(), registry);
    new MeasuredPeerReports((_, _) -> List.of(), registry);
    new ApiRequests(registry);
    new OperatorLife(registry, () -> {}, () -> {}, Optional.empty(), () -> {});

    var page = TEXT.formatted(new MetricsTable(registry.scrape()).rows());

    if (Boolean.getBoolean(REWRITE)) {
      Files.writeString(FILE, page);
    }
    assertThat(Files.readString(FILE))
        .isEqualTo(page)
        .contains(MicrometerMetricsV2.RECONCILIATIONS_FAILED.replace('.', '_'))
        .contains(MicrometerMetricsV2.RECONCILIATIONS_QUEUE_SIZE_GAUGE.replace('.', '_'));
  }
}
