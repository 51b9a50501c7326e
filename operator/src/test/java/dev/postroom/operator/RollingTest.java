package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.Condition;
import dev.postroom.crds.RolloutStatus;
import dev.postroom.crds.RolloutStatus.Phase;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator and the StatefulSet's controller: which pods go, when, and what is said of it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RollingTest extends RollingCluster {

  private static final List<String> ROLLED =
      List.of(
          "mail-2 stops",
          "mail-2 serves",
          "mail-1 stops",
          "mail-1 serves",
          "mail-0 stops",
          "mail-0 serves");

  @Test
  void podsAreReplacedOneByOneAndEachIsReadyBeforeTheNextGoes() {
    serve(THREE);

    edit("image: own:2\n" + THREE);

    await(() -> assertThat(images()).containsOnly("own:2").hasSize(3));
    awaitPhase("mail", Phase.Settled);
    assertThat(kubelet.done()).isEqualTo(ROLLED);
    assertThat(events("Rolling"))
        .containsExactly(
            "pods are replaced one by one: image changes from postroom/imap-server:0.1.0 to own:2");
    assertThat(events("Rolled"))
        .containsExactly(
            "all pods are replaced, 3 of 3 are ready: image changes from"
                + " postroom/imap-server:0.1.0 to own:2");
    assertThat(rollout("mail"))
        .isEqualTo(
            new RolloutStatus(Phase.Settled, List.of(), null, rollout("mail").since(), 3, 3, null));
  }

  @Test
  void aRollToAnImageThatCannotBeHadStopsSaysWhyAndIsMendedByMendingTheServer() {
    serve(THREE);

    edit("image: \"%s\"\n%s".formatted(FakeKubelet.NO_IMAGE, THREE));

    awaitPhase("mail", Phase.Stuck);
    await(
        () -> {
          assertThat(ready().reason()).isEqualTo("RollStuck");
          assertThat(ready().message())
              .isEqualTo(
                  "2 of 3 pods serve; 1 of 3 are replaced; pod mail-2 cannot have the image"
                      + " registry.example/no:1 (ImagePullBackOff: Back-off pulling image); set"
                      + " spec.image to one that the node can pull; because image changes from"
                      + " postroom/imap-server:0.1.0 to registry.example/no:1");
        });
    assertThat(ready().status()).isEqualTo(Condition.Status.False);
    assertThat(rollout("mail").message()).startsWith("pod mail-2 cannot have the image");
    assertThat(events("RollStuck")).hasSize(1);
    assertThat(kubelet.done()).containsExactly("mail-2 stops", "mail-2 cannot start");
    kubelet.forget();

    edit("image: own:2\n" + THREE);

    await(() -> assertThat(images()).containsOnly("own:2").hasSize(3));
    awaitPhase("mail", Phase.Settled);
    assertThat(kubelet.done()).isEqualTo(ROLLED);
    await(() -> assertThat(ready().status()).isEqualTo(Condition.Status.True));
  }

  /** Also in Kubernetes 1.35 it would wait for ever: the operator must take the broken pod away. */
  @Test
  void aStuckPodGivesWayAlsoWhereTheControllerWouldWaitForItForEver() {
    mail.create("image: old:1\n" + THREE);
    client().resource(inOrder(3)).create();
    await(() -> assertThat(servingPods()).hasSize(3));
    start(Map.of());
    awaitPhase("mail", Phase.Settled);
    kubelet.forget();

    edit("image: \"%s\"\n%s".formatted(FakeKubelet.NO_IMAGE, THREE));
    awaitPhase("mail", Phase.Stuck);
    edit("image: own:2\n" + THREE);

    await(() -> assertThat(images()).containsOnly("own:2").hasSize(3));
    awaitPhase("mail", Phase.Settled);
    assertThat(mail.statefulSet().orElseThrow().getSpec().getPodManagementPolicy())
        .isEqualTo("OrderedReady");
    assertThat(events("StuckPodDeleted"))
        .containsExactly(
            "a pod of an earlier template, which did not serve, gives way: pod mail-2 cannot have"
                + " the image registry.example/no:1 (ImagePullBackOff: Back-off pulling image); set"
                + " spec.image to one that the node can pull");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1-before-records.yaml", "2-ordered-pods.yaml", "3-parallel-pods.yaml"})
  void anUpgradeOfTheOperatorKeepsThePodsAlsoAroundAStatefulSetThatIsMadeAnew(String version) {
    mail.create(
        ONE
            + """
              tls: {secretName: mail-tls}
              users: {userdbSecretName: mail-users}
              service: {type: LoadBalancer, imapPort: 1143}
              """);
    client().resource(OldStatefulSets.of(version, mail.get())).create();
    await(() -> assertThat(servingPods()).hasSize(1));
    var pods = uids();
    kubelet.forget();

    start(Map.of());

    await(
        () -> {
          var set = mail.statefulSet().orElseThrow(() -> new AssertionError("it is gone"));
          assertThat(set.getSpec().getPodManagementPolicy())
              .isEqualTo(version.startsWith("1") ? "OrderedReady" : "Parallel");
          assertThat(set.getMetadata().getAnnotations()).containsKey("postroom.dev/template");
          assertThat(set.getStatus().getReadyReplicas()).isEqualTo(1);
          assertThat(set.getStatus().getObservedGeneration())
              .isEqualTo(set.getMetadata().getGeneration());
          assertThat(owner("mail-0")).isEqualTo(set.getMetadata().getUid());
        });
    await(() -> assertThat(ready().reason()).isEqualTo("Serving"));
    assertThat(rollout("mail").update()).isNotEmpty();
    assertThat(uids()).isEqualTo(pods);
    assertThat(kubelet.done()).isEmpty();
  }

  @Test
  void serversRollOneAfterTheOtherAndOneThatIsStuckGivesItsPlaceUp() {
    var names = List.of("a", "b", "c");
    names.forEach(name -> create(name, ONE));
    start(Map.of("postroom.rolls-at-once", "1"));
    names.forEach(name -> awaitPhase(name, Phase.Settled));
    await(() -> assertThat(servingPods()).hasSize(3));
    kubelet.forget();

    edit("a", "image: \"%s\"\n%s".formatted(FakeKubelet.NO_IMAGE, ONE));
    awaitPhase("a", Phase.Stuck);
    edit("b", "image: own:2\n" + ONE);
    edit("c", "image: own:2\n" + ONE);
    awaitPhase("b", Phase.Waiting);
    awaitPhase("c", Phase.Waiting);
    assertThat(kubelet.done()).containsExactly("a-0 stops", "a-0 cannot start");
    kubelet.forget();

    clock.putForward(Duration.ofMinutes(6));

    awaitPhase("b", Phase.Settled);
    awaitPhase("c", Phase.Settled);
    await(() -> assertThat(images()).containsOnlyOnce(FakeKubelet.NO_IMAGE).hasSize(3));
    assertThat(kubelet.done())
        .isIn(
            List.of("b-0 stops", "b-0 serves", "c-0 stops", "c-0 serves"),
            List.of("c-0 stops", "c-0 serves", "b-0 stops", "b-0 serves"));

    edit("a", "image: own:2\n" + ONE);
    awaitPhase("a", Phase.Settled);
    await(() -> assertThat(images()).containsOnly("own:2").hasSize(3));
  }

  @Test
  void theAnnotationRestartsOnceAndNotAgainWhenItIsTakenAwayOrTheOperatorStartsAnew() {
    serve(ONE);

    annotate("\"now\"");
    await(() -> assertThat(kubelet.done()).containsExactly("mail-0 stops", "mail-0 serves"));
    awaitPhase("mail", Phase.Settled);
    kubelet.forget();
    assertThat(events("Rolling"))
        .containsExactly("pods are replaced one by one: postroom.dev/restart is now");

    operator.stop();
    start(Map.of());
    annotate("null");
    // What comes after it in the same queue has been seen.
    mail.edit("imapd: {IMAP_IDLE_TIMEOUT: \"61\"}\n" + ONE);
    await(() -> assertThat(mail.text("mail-config", "imapd")).contains("IMAP_IDLE_TIMEOUT=61"));
    awaitPhase("mail", Phase.Settled);
    assertThat(kubelet.done()).isEmpty();
  }

  /** As early operators made it: its claims keep it from being made anew. */
  private StatefulSet inOrder(int replicas) {
    var set = OldStatefulSets.of("1-before-records.yaml", mail.get());
    set.getSpec().setReplicas(replicas);
    set.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage("old:1");
    return set;
  }

  private String owner(String pod) {
    return client()
        .pods()
        .inNamespace("default")
        .withName(pod)
        .get()
        .getMetadata()
        .getOwnerReferences()
        .getFirst()
        .getUid();
  }

  private SortedMap<String, String> uids() {
    var uids = new TreeMap<String, String>();
    pods().forEach(pod -> uids.put(pod.getMetadata().getName(), pod.getMetadata().getUid()));
    return uids;
  }
}
