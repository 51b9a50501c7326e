package dev.postroom.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.kubernetes.api.ApiServer;
import dev.postroom.kubernetes.workqueue.ObjectKey;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a StatefulSet takes in of one that was deleted without its pods. */
class AdoptionTest {

  private final ApiServer api = ApiServer.start();
  private final KubernetesClient client =
      new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(api.kubeconfig())).build();
  private final StatefulSetController controller =
      new StatefulSetController(client, Clock.systemUTC());

  @AfterEach
  void stop() {
    client.close();
    api.close();
  }

  @Test
  void podsAndRevisionsOfASetThatWentWithoutThemBelongToTheNextAndStayAsTheyAre() {
    orphan(set("a:1"));
    var orphans = uids(pods());

    var next = create(set("a:1"));

    assertThat(uids(pods())).isEqualTo(orphans);
    assertThat(owners(pods())).containsOnly(Optional.of(next.getMetadata().getUid())).hasSize(2);
    var revisions = client.apps().controllerRevisions().inNamespace("default").list().getItems();
    assertThat(owners(revisions)).containsExactly(Optional.of(next.getMetadata().getUid()));
  }

  @Test
  void podsOfAnotherTemplateAreAdoptedAndThenReplaced() {
    orphan(set("a:1"));

    create(set("a:2"));

    assertThat(pods())
        .extracting(pod -> pod.getMetadata().getName())
        .as("the last goes first")
        .containsExactly("mail-0");
  }

  @Test
  void aPodOfAnotherNameOrOwnerIsLeftAlone() {
    orphan(set("a:1"));
    var stranger = pods().getFirst().edit().editMetadata().withName("mailbox-0").endMetadata();
    client
        .resource(
            stranger.editMetadata().withResourceVersion(null).withUid(null).endMetadata().build())
        .create();

    create(set("a:1"));

    assertThat(
            Adoption.controller(client.pods().inNamespace("default").withName("mailbox-0").get()))
        .isEmpty();
  }

  /** Makes the set with its pods and deletes it without them. */
  private void orphan(StatefulSet wanted) {
    var set = create(wanted);
    client.resource(set).withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
    Awaitility.await().until(() -> client.resource(set).get() == null);
    assertThat(owners(pods())).containsOnly(Optional.empty()).hasSize(2);
  }

  private StatefulSet create(StatefulSet wanted) {
    var set = client.resource(wanted).create();
    controller.reconcile(new ObjectKey("default", "mail"));
    return set;
  }

  private List<Pod> pods() {
    return client.pods().inNamespace("default").list().getItems();
  }

  private static List<String> uids(List<? extends HasMetadata> objects) {
    return objects.stream().map(object -> object.getMetadata().getUid()).toList();
  }

  private static List<Optional<String>> owners(List<? extends HasMetadata> objects) {
    return objects.stream()
        .map(object -> Adoption.controller(object).map(owner -> owner.getUid()))
        .toList();
  }

  private static StatefulSet set(String image) {
    return new StatefulSetBuilder()
        .withNewMetadata()
        .withName("mail")
        .withNamespace("default")
        .endMetadata()
        .withNewSpec()
        .withReplicas(2)
        .withServiceName("mail")
        .withPodManagementPolicy("Parallel")
        .withNewSelector()
        .addToMatchLabels("app", "mail")
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels("app", "mail")
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("imap")
        .withImage(image)
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }
}
