package dev.postroom.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.kubernetes.controller.StatefulSetPlan.CreatePod;
import dev.postroom.kubernetes.controller.StatefulSetPlan.DeletePod;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatefulSetPlanTest {

  private static final String OLD = "mail-old";
  private static final String NEW = "mail-new";

  private static StatefulSetBuilder set(int replicas) {
    return new StatefulSetBuilder()
        .withNewMetadata()
        .withName("mail")
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .endSpec();
  }

  private static Pod pod(int ordinal, String revision, String ready) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("mail-" + ordinal)
        .addToLabels(StatefulSetPlan.REVISION_LABEL, revision)
        .endMetadata()
        .withNewStatus()
        .withPhase("Running")
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready)
        .endCondition()
        .endStatus()
        .build();
  }

  private static Pod ready(int ordinal, String revision) {
    return pod(ordinal, revision, "True");
  }

  private static Pod unready(int ordinal, String revision) {
    return pod(ordinal, revision, "False");
  }

  private static Pod terminating(Pod pod) {
    return pod.edit()
        .editMetadata()
        .withDeletionTimestamp("2026-11-22T00:00:00Z")
        .endMetadata()
        .build();
  }

  private static List<String> plan(StatefulSet set, Pod... pods) {
    return new StatefulSetPlan(set, List.of(pods), OLD, NEW)
        .steps().stream()
            .map(
                step ->
                    switch (step) {
                      case CreatePod create ->
                          "create " + create.ordinal() + " " + create.revision();
                      case DeletePod delete -> "delete " + StatefulSetPlan.ordinal(delete.pod());
                    })
            .toList();
  }

  @Test
  void podsAreCreatedOneAfterTheOtherAsEachBecomesReady() {
    StatefulSet three = set(3).build();
    assertThat(plan(three)).containsExactly("create 0 " + NEW);
    assertThat(plan(three, unready(0, NEW))).isEmpty();
    assertThat(plan(three, ready(0, NEW))).containsExactly("create 1 " + NEW);
    assertThat(plan(three, ready(0, NEW), ready(1, NEW), ready(2, NEW))).isEmpty();
  }

  @Test
  void podsAreCreatedTogetherWhereTheSetIsParallel() {
    StatefulSet two = set(2).editSpec().withPodManagementPolicy("Parallel").endSpec().build();
    assertThat(plan(two)).containsExactly("create 0 " + NEW, "create 1 " + NEW);
  }

  @Test
  void aRollingUpdateGoesFromTheHighestOrdinalAndWaitsForEachToBeReady() {
    StatefulSet two = set(2).build();
    assertThat(plan(two, ready(0, OLD), ready(1, OLD))).containsExactly("delete 1");
    assertThat(plan(two, ready(0, OLD), terminating(ready(1, OLD)))).isEmpty();
    assertThat(plan(two, ready(0, OLD))).containsExactly("create 1 " + NEW);
    assertThat(plan(two, ready(0, OLD), unready(1, NEW))).isEmpty();
    assertThat(plan(two, ready(0, OLD), ready(1, NEW))).containsExactly("delete 0");
  }

  /** kubernetes/kubernetes issue 67250: in order, what would mend a pod waits for that pod. */
  @Test
  void aPodThatNeverGetsReadyIsReplacedByABetterOneOnlyWhereTheSetIsParallel() {
    StatefulSet inOrder = set(2).build();
    StatefulSet parallel = set(2).editSpec().withPodManagementPolicy("Parallel").endSpec().build();
    assertThat(plan(inOrder, ready(0, OLD), unready(1, "mail-broken"))).isEmpty();
    assertThat(plan(parallel, ready(0, OLD), unready(1, "mail-broken")))
        .containsExactly("delete 1");
    assertThat(plan(parallel, ready(0, OLD), unready(1, NEW))).isEmpty();
  }

  @Test
  void podsBelowThePartitionKeepTheOldTemplateAlsoWhenTheyAreCreatedAnew() {
    StatefulSet set =
        set(2)
            .editSpec()
            .withNewUpdateStrategy()
            .withType("RollingUpdate")
            .withNewRollingUpdate()
            .withPartition(1)
            .endRollingUpdate()
            .endUpdateStrategy()
            .endSpec()
            .build();
    assertThat(plan(set, ready(0, OLD), ready(1, OLD))).containsExactly("delete 1");
    assertThat(plan(set, ready(0, OLD), ready(1, NEW))).isEmpty();
    assertThat(plan(set)).containsExactly("create 0 " + OLD);
  }

  @Test
  void anOnDeleteSetLeavesOldPodsAloneAndUsesTheNewTemplateForNewOnes() {
    StatefulSet set =
        set(2)
            .editSpec()
            .withNewUpdateStrategy()
            .withType("OnDelete")
            .endUpdateStrategy()
            .endSpec()
            .build();
    assertThat(plan(set, ready(0, OLD), ready(1, OLD))).isEmpty();
    assertThat(plan(set, ready(0, OLD))).containsExactly("create 1 " + NEW);
  }

  @Test
  void surplusPodsGoFromTheHighestOrdinalOneAtATime() {
    StatefulSet one = set(1).build();
    assertThat(plan(one, ready(0, NEW), ready(1, NEW), ready(2, NEW))).containsExactly("delete 2");
    assertThat(plan(one, ready(0, NEW), ready(1, NEW), terminating(ready(2, NEW)))).isEmpty();
  }

  @Test
  void aPodThatHasEndedIsReplaced() {
    Pod failed = unready(0, NEW).edit().editStatus().withPhase("Failed").endStatus().build();
    assertThat(plan(set(1).build(), failed)).containsExactly("delete 0");
  }
}
