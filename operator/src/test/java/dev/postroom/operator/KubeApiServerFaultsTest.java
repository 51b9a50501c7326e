package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.Condition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What goes wrong around an operator, with a real API server behind the faults. */
@OnKubeApiServer
class KubeApiServerFaultsTest extends FaultsTest {

  private Upstream upstream;

  @Override
  TestApi.Running startApi() {
    upstream = Upstream.start();
    return upstream;
  }

  @Test
  void anApiServerThatDiesInMidRaiseAndIsStartedAgainCostsNoLimit() {
    await(() -> servedLimit() >= 2 * BASE);
    int before = servedLimit();

    upstream.kill();
    upstream.startAgain();

    assertThat(servedLimit()).isGreaterThanOrEqualTo(before);
    assertThatAllIsWell();
  }

  @Test
  void anApiServerThatDiesAndIsStartedAgainIsWatchedAgainAndWrittenNoObjectAnew() {
    assertThatAllIsWell();
    // Far from any limit.
    pod.reports(reports -> reports.peer(OFFICE, 2));
    await(() -> mail.condition("MetricsAvailable") == Condition.Status.True);
    awaitRounds();
    int limit = servedLimit();
    var audit = upstream.audit();
    long written = audit.size();
    var watched = audit.watched(Cluster.OPERATOR, 0);
    watched.removeIf(path -> !path.contains("/" + mail.namespace() + "/"));
    assertThat(watched).isNotEmpty();

    upstream.kill();
    Awaitility.await().pollDelay(OUTAGE).until(() -> true);
    upstream.startAgain();

    await(() -> audit.watched(Cluster.OPERATOR, written).containsAll(watched));
    awaitRounds();
    // What could not be done meanwhile is told of in the status, and nothing else.
    assertThat(audit.writes(Cluster.OPERATOR, written))
        .allMatch(write -> write.contains("/imapservers/mail/status?"));
    assertThat(servedLimit()).isEqualTo(limit);

    mail.edit("imapd: {IMAP_IDLE_TIMEOUT: \"61\"}\n" + SPEC);
    await(() -> mail.text("mail-config", "imapd").contains("IMAP_IDLE_TIMEOUT=61"));
    assertThatAllIsWell();
  }

  /** Until what is to be written has been. */
  private void awaitRounds() {
    int asked = pod.asked();
    await(() -> pod.asked() >= asked + 3);
  }
}
