package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.Condition;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What many servers in which nothing happens cost a real API server. */
@OnKubeApiServer
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KubeApiServerIdleTest {

  private static final int SERVERS = Integer.getInteger("postroom.idle.servers", 50);

  /** More than the longest time between two looks at all objects of a server. */
  private static final Duration IDLE = Duration.ofSeconds(60);

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** Pods that tests have ask the API server for what they mount, so not all too often. */
  private static final String SPEC =
      "connections: {perAddress: {autoRaise: {intervalSeconds: 10}}}";

  @Test
  void serversThatAreSettledAreNeverWritten() throws IOException {
    var upstream = Upstream.start();
    var pods = new ArrayList<FakePod>();
    try (var cluster = new Cluster(upstream)) {
      var servers = new ArrayList<MailServer>();
      var operator = OperatorStart.with(cluster.operators(), Set.of(), new SimpleMeterRegistry());
      try {
        for (int number = 0; number < SERVERS; number++) {
          var mail = cluster.mail();
          mail.create(SPEC);
          servers.add(mail);
          var pod = new FakePod(mail.client(), mail.namespace());
          pod.reports(reports -> reports.peer("203.0.113.7", 2));
          pods.add(pod);
        }
        var audit = upstream.audit();
        for (var mail : servers) {
          Awaitility.await()
              .atMost(PATIENCE)
              .until(() -> mail.condition("LimitsApplied") == Condition.Status.True);
        }
        awaitRound(pods);
        awaitRound(pods);
        long settled = audit.size();

        Awaitility.await().pollDelay(IDLE).timeout(IDLE.plus(PATIENCE)).until(() -> true);

        awaitRound(pods);
        assertThat(audit.writes(Cluster.OPERATOR, 0)).hasSizeGreaterThan(SERVERS);
        assertThat(audit.writes(Cluster.OPERATOR, settled)).isEmpty();
      } finally {
        operator.stop();
      }
    } finally {
      pods.forEach(FakePod::close);
    }
  }

  /** Until each has been asked for its report once more. */
  private static void awaitRound(List<FakePod> pods) {
    var asked = pods.stream().map(FakePod::asked).toList();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              for (int each = 0; each < pods.size(); each++) {
                if (pods.get(each).asked() <= asked.get(each)) {
                  return false;
                }
              }
              return true;
            });
  }
}
