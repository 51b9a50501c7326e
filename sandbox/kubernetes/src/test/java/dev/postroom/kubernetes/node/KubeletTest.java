package dev.postroom.kubernetes.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.kubernetes.controller.PodConditions;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A StatefulSet, its controllers and its node together, with real processes. */
class KubeletTest {

  @TempDir Path directory;
  private TestNode node;

  @BeforeEach
  void start() throws Exception {
    node = new TestNode(directory);
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
  }

  private static StatefulSetBuilder withArgs(String... args) {
    return TestNode.set()
        .editSpec()
        .editTemplate()
        .editSpec()
        .editFirstContainer()
        .withArgs(args)
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec();
  }

  private StatefulSet awaitSet(String what, Predicate<StatefulSetStatus> wanted) {
    return TestNode.eventually(
        "the set " + what,
        () -> {
          StatefulSet set =
              node.client.apps().statefulSets().inNamespace("default").withName("web").get();
          return set.getStatus() != null && wanted.test(set.getStatus()) ? set : null;
        });
  }

  @Test
  void aPodRunsOnAnAddressOfItsOwnAndKnowsItself() throws Exception {
    node.create(TestNode.set());
    Pod pod = node.awaitReady();
    assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
    assertThat(pod.getStatus().getPodIP()).startsWith(node.block.range(3).replace("0/24", ""));
    assertThat(pod.getStatus().getHostIP()).isEqualTo(node.settings.nodeAddress().getHostAddress());
    assertThat(pod.getMetadata().getLabels())
        .containsEntry("statefulset.kubernetes.io/pod-name", "web-0")
        .containsEntry("apps.kubernetes.io/pod-index", "0")
        .containsKey("controller-revision-hash");
    assertThat(node.get(pod, "/env/POD")).isEqualTo("web-0");
    StatefulSetStatus status = awaitSet("is ready", s -> s.getReadyReplicas() == 1).getStatus();
    assertThat(status.getObservedGeneration()).isEqualTo(1);
    assertThat(status.getCurrentRevision()).isEqualTo(status.getUpdateRevision());
    assertThat(node.client.pods().inNamespace("default").withName("web-0").getLog())
        .isEqualTo("serving \n");
  }

  @Test
  void aTouchedAnnotationRefreshesVolumesAtOnce() throws Exception {
    node.client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("text")
                .withNamespace("default")
                .endMetadata()
                .addToData("imapd", "MAXPERIP=4")
                .build())
        .create();
    node.create(
        TestNode.set()
            .editSpec()
            .editTemplate()
            .editSpec()
            .addToVolumes(
                new VolumeBuilder()
                    .withName("text")
                    .withNewConfigMap()
                    .withName("text")
                    .endConfigMap()
                    .build())
            .editFirstContainer()
            .addToVolumeMounts(
                new VolumeMountBuilder().withName("text").withMountPath("/etc/text").build())
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec());
    Pod pod = node.awaitReady();
    assertThat(node.get(pod, "/file/etc/text/imapd")).isEqualTo("MAXPERIP=4");

    node.client
        .configMaps()
        .inNamespace("default")
        .withName("text")
        .edit(map -> new ConfigMapBuilder(map).addToData("imapd", "MAXPERIP=60").build());
    long touched = System.nanoTime();
    node.client
        .pods()
        .inNamespace("default")
        .withName("web-0")
        .edit(
            p ->
                p.edit()
                    .editMetadata()
                    .addToAnnotations("postroom.dev/files", "60")
                    .endMetadata()
                    .build());
    TestNode.eventually(
        "the file has changed",
        () -> node.get(pod, "/file/etc/text/imapd").equals("MAXPERIP=60") ? true : null);
    assertThat(Duration.ofNanos(System.nanoTime() - touched)).isLessThan(Duration.ofSeconds(5));
    assertThat(TestNode.restarts(node.pod())).isZero();
  }

  @Test
  void aChangedTemplateReplacesThePodAndKeepsItsClaim() throws Exception {
    node.create(TestNode.set());
    Pod before = node.awaitReady();
    String old = before.getMetadata().getLabels().get("controller-revision-hash");
    node.editSet(
        set ->
            set.editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .withImage("test/program:2")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec());
    Pod after =
        node.await(
            "is another and ready",
            pod ->
                PodConditions.isReady(pod)
                    && !pod.getMetadata().getUid().equals(before.getMetadata().getUid()));
    assertThat(after.getMetadata().getLabels().get("controller-revision-hash")).isNotEqualTo(old);
    assertThat(node.get(after, "/file/data/ended"))
        .as("the old program was asked to end, and what it wrote is kept")
        .isEqualTo("web-0\n");
    StatefulSetStatus status =
        awaitSet("is updated", s -> s.getCurrentRevision().equals(s.getUpdateRevision()))
            .getStatus();
    assertThat(status.getUpdatedReplicas()).isEqualTo(1);
    assertThat(status.getObservedGeneration()).isEqualTo(2);
    assertThat(
            node.client
                .persistentVolumeClaims()
                .inNamespace("default")
                .withName("data-web-0")
                .get()
                .getStatus()
                .getPhase())
        .isEqualTo("Bound");
  }

  @Test
  void aProgramThatEndsIsStartedAgainAndCounted() throws Exception {
    node.create(TestNode.set());
    Pod pod = node.awaitReady();
    askForTheEnd(pod);
    Pod again =
        node.await("was restarted", p -> TestNode.restarts(p) == 1 && PodConditions.isReady(p));
    assertThat(again.getMetadata().getUid()).isEqualTo(pod.getMetadata().getUid());
    assertThat(
            again
                .getStatus()
                .getContainerStatuses()
                .getFirst()
                .getLastState()
                .getTerminated()
                .getExitCode())
        .isEqualTo(3);
  }

  private void askForTheEnd(Pod pod) {
    try {
      node.get(pod, "/exit");
    } catch (IOException | StringIndexOutOfBoundsException e) {
      assertThat(e).as("the program ends without an answer").isNotNull();
    }
  }

  @Test
  void aFailedReadinessProbeTakesThePodOutOfItsServiceAndALivenessProbeRestartsIt()
      throws Exception {
    node.createService("ClusterIP", null);
    node.create(
        TestNode.set()
            .editSpec()
            .editTemplate()
            .editSpec()
            .editFirstContainer()
            .withNewLivenessProbe()
            .withPeriodSeconds(1)
            .withFailureThreshold(2)
            .withNewHttpGet()
            .withPath("/alive")
            .withNewPort(8080)
            .endHttpGet()
            .endLivenessProbe()
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec());
    Pod pod = node.awaitReady();
    awaitEndpointReady(true);
    node.get(pod, "/set?ready=false");
    node.await("is not ready", p -> !PodConditions.isReady(p));
    awaitEndpointReady(false);
    assertThat(TestNode.restarts(node.pod())).isZero();

    node.get(pod, "/set?alive=false");
    node.await("was restarted", p -> TestNode.restarts(p) == 1 && PodConditions.isReady(p));
    awaitEndpointReady(true);
    assertThat(events()).contains("Unhealthy", "Killing", "Started");
  }

  private void awaitEndpointReady(boolean ready) {
    TestNode.eventually(
        "the endpoint is ready: " + ready,
        () ->
            node
                    .client
                    .discovery()
                    .v1()
                    .endpointSlices()
                    .inNamespace("default")
                    .withName("web")
                    .get()
                    .getEndpoints()
                    .stream()
                    .anyMatch(e -> e.getConditions().getReady() == ready)
                ? true
                : null);
  }

  private List<String> events() {
    return node.client.v1().events().inNamespace("default").list().getItems().stream()
        .map(Event::getReason)
        .toList();
  }

  @Test
  void aProgramThatDoesNotEndIsKilledWhenItsGraceIsOver() throws Exception {
    node.create(withArgs("stubborn"));
    Pod pod = node.awaitReady();
    long asked = System.nanoTime();
    node.editSet(set -> set.editSpec().withReplicas(0).endSpec());
    // The pod's own grace is 20 s; a shorter one asked for later takes its place.
    node.await("is being deleted", PodConditions::isTerminating);
    node.client.pods().inNamespace("default").withName("web-0").withGracePeriod(2).delete();
    TestNode.eventually("the pod is gone", () -> node.pod() == null ? true : null);
    assertThat(Duration.ofNanos(System.nanoTime() - asked))
        .isBetween(Duration.ofMillis(1900), Duration.ofSeconds(15));
    assertThat(node.programs()).isEmpty();
    assertThat(directory.resolve("pods/" + pod.getMetadata().getUid())).doesNotExist();
    assertThat(directory.resolve("claims/default/data-web-0")).isDirectory();
  }

  @Test
  void aPodWaitsForAnImageThatTheNodeDoesNotHaveAndSaysSo() {
    node.create(
        TestNode.set()
            .editSpec()
            .editTemplate()
            .editSpec()
            .editFirstContainer()
            .withImage("test/unknown:1")
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec());
    Pod pod =
        node.await(
            "waits",
            p ->
                p.getStatus() != null
                    && !p.getStatus().getContainerStatuses().isEmpty()
                    && "ImagePullBackOff"
                        .equals(
                            p.getStatus()
                                .getContainerStatuses()
                                .getFirst()
                                .getState()
                                .getWaiting()
                                .getReason()));
    assertThat(
            pod.getStatus().getContainerStatuses().getFirst().getState().getWaiting().getMessage())
        .isEqualTo(
            "this node has no image \"test/unknown:1\" and no registry to pull it from; it has"
                + " test/program");
  }

  @Test
  void aPodWaitsForTheConfigMapOfItsVolume() throws Exception {
    node.create(
        TestNode.set()
            .editSpec()
            .editTemplate()
            .editSpec()
            .addToVolumes(
                new VolumeBuilder()
                    .withName("text")
                    .withNewConfigMap()
                    .withName("late")
                    .endConfigMap()
                    .build())
            .endSpec()
            .endTemplate()
            .endSpec());
    TestNode.eventually(
        "an event says what is missing", () -> events().contains("FailedMount") ? true : null);
    node.client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("late")
                .withNamespace("default")
                .endMetadata()
                .build())
        .create();
    node.awaitReady();
  }

  @Test
  void noProgramOutlivesItsNode() throws Exception {
    node.create(TestNode.set());
    node.awaitReady();
    List<ProcessHandle> running = node.programs();
    assertThat(running).hasSize(1);
    node.close();
    assertThat(running).noneMatch(ProcessHandle::isAlive);
    assertThat(Files.exists(directory.resolve("claims/default/data-web-0"))).isTrue();
    node = new TestNode(directory);
  }
}
