package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.Annotations;
import dev.postroom.crds.Condition;
import dev.postroom.crds.RolloutStatus.Phase;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rolls that somebody breaks into: what becomes of them, and of the place that they have. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class InterruptedRollTest extends RollingCluster {

  private static final String BROKEN = "image: \"%s\"\n".formatted(FakeKubelet.NO_IMAGE);

  @Test
  void aPauseInMidRollStopsTheOperatorAndNotTheCountingAndWhatChangedMeanwhileComesAfterIt() {
    serve(THREE);
    edit(BROKEN + THREE);
    awaitPhase("mail", Phase.Stuck);
    var since = rollout("mail").since();

    mail.annotate(Annotations.PAUSED, "\"true\"");
    await(() -> assertThat(mail.condition("Paused")).isEqualTo(Condition.Status.True));
    edit("image: own:2\n" + THREE);
    awaitPhase("mail", Phase.Stuck);

    assertThat(rollout("mail").since()).isEqualTo(since);
    assertThat(rollout("mail").reasons())
        .containsExactly(
            "image changes from postroom/imap-server:0.1.0 to " + FakeKubelet.NO_IMAGE);
    assertThat(images()).contains(FakeKubelet.NO_IMAGE).doesNotContain("own:2");
    kubelet.forget();
    mail.annotate(Annotations.PAUSED, "null");

    await(() -> assertThat(images()).containsOnly("own:2").hasSize(3));
    awaitPhase("mail", Phase.Settled);
    assertThat(kubelet.done())
        .containsExactly(
            "mail-2 stops",
            "mail-2 serves",
            "mail-1 stops",
            "mail-1 serves",
            "mail-0 stops",
            "mail-0 serves");
  }

  @Test
  void aRollThatIsMendedByHandDuringAPauseGivesItsPlaceToTheNext() {
    oneIsStuckAndAnotherWaits();
    patch("a", paused("\"true\""));
    awaitPhase("b", Phase.Waiting);

    client()
        .apps()
        .statefulSets()
        .inNamespace("default")
        .withName("a")
        .patch(
            PatchContext.of(PatchType.STRATEGIC_MERGE),
            "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"imap-server\",\"image\":\"own:2\"}]}}}}");
    client().pods().inNamespace("default").withName("a-0").withGracePeriod(0).delete();

    awaitPhase("b", Phase.Settled);
    await(() -> assertThat(images()).containsOnly("own:2").hasSize(2));
  }

  @Test
  void aServerThatIsDeletedInMidRollGivesItsPlaceToTheNextAtOnce() {
    oneIsStuckAndAnotherWaits();

    client().resource(server("a")).delete();

    awaitPhase("b", Phase.Settled);
    await(() -> assertThat(images()).containsOnly("own:2").hasSize(1));
  }

  @Test
  void aServerThatIsMadeAnewInMidRollBeginsAnew() {
    serve(ONE);
    edit(BROKEN + ONE);
    awaitPhase("mail", Phase.Stuck);
    var before = server("mail").getMetadata().getUid();

    mail.delete();
    create("mail", "image: own:2\n" + ONE);

    await(
        () -> {
          assertThat(images()).containsExactly("own:2");
          assertThat(ready().reason()).isEqualTo("Serving");
          assertThat(mail.condition("ObjectsApplied")).isEqualTo(Condition.Status.True);
        });
    assertThat(server("mail").getMetadata().getUid()).isNotEqualTo(before);
  }

  @Test
  void oneThatWaitsForItsTurnJustAfterTheStartSaysSoAndOfNobodyElse() {
    mail.create(ONE);
    start(Map.of());
    await(() -> assertThat(ready().reason()).isEqualTo("Serving"));
    operator.stop();
    edit("image: own:2\n" + ONE);

    start(Map.of());

    awaitPhase("mail", Phase.Settled);
    await(() -> assertThat(images()).containsExactly("own:2"));
    assertThat(events("RollWaits")).isEmpty();
  }

  private void oneIsStuckAndAnotherWaits() {
    List.of("a", "b").forEach(name -> create(name, ONE));
    start(Map.of("postroom.rolls-at-once", "1"));
    List.of("a", "b").forEach(name -> awaitPhase(name, Phase.Settled));
    await(() -> assertThat(servingPods()).hasSize(2));
    edit("a", BROKEN + ONE);
    awaitPhase("a", Phase.Stuck);
    edit("b", "image: own:2\n" + ONE);
    awaitPhase("b", Phase.Waiting);
    assertThat(rollout("b").message())
        .isEqualTo(
            "1 of 1 servers that may roll at once are rolling; this one is number 1 in the queue");
  }

  private static String paused(String value) {
    return "{\"metadata\":{\"annotations\":{\"%s\":%s}}}".formatted(Annotations.PAUSED, value);
  }
}
