package dev.postroom.kubernetes.controller;

import dev.postroom.kubernetes.controller.StatefulSetPlan.CreatePod;
import dev.postroom.kubernetes.controller.StatefulSetPlan.DeletePod;
import dev.postroom.kubernetes.controller.StatefulSetPlan.Step;
import dev.postroom.kubernetes.workqueue.ObjectKey;
import dev.postroom.kubernetes.workqueue.Reconciler;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what {@link StatefulSetPlan} decides, and reports it in the set's status. */
final class StatefulSetController implements Reconciler {

  private static final Logger LOG = LoggerFactory.getLogger(StatefulSetController.class);

  private final KubernetesClient client;
  private final Adoption adoption;
  private final Revisions revisions;
  private final Clock clock;

  StatefulSetController(KubernetesClient client, Clock clock) {
    this.client = client;
    this.adoption = new Adoption(client);
    this.revisions = new Revisions(client, adoption);
    this.clock = clock;
  }

  @Override
  public void reconcile(ObjectKey key) {
    StatefulSet set =
        client.apps().statefulSets().inNamespace(key.namespace()).withName(key.name()).get();
    if (set == null || set.getMetadata().getDeletionTimestamp() != null) {
      return;
    }
    String update = revisions.update(set);
    String current = currentRevision(set, update);
    List<Pod> pods = adoption.pods(set);
    for (Step step : new StatefulSetPlan(set, pods, current, update).steps()) {
      LOG.debug("statefulset {}: {}", key, step.reason());
      carryOut(set, step);
    }
    StatefulSetStatus status = status(set, adoption.pods(set), current, update);
    if (!Objects.equals(status, set.getStatus())) {
      client
          .resource(new StatefulSetBuilder(set).withStatus(status).build())
          .lockResourceVersion()
          .updateStatus();
    }
    revisions.prune(
        set,
        Stream.concat(Stream.of(current, update), pods.stream().map(StatefulSetPlan::revision))
            .toList());
  }

  private static String currentRevision(StatefulSet set, String update) {
    StatefulSetStatus status = set.getStatus();
    return status == null || status.getCurrentRevision() == null
        ? update
        : status.getCurrentRevision();
  }

  private void carryOut(StatefulSet set, Step step) {
    switch (step) {
      case CreatePod create -> {
        StatefulPod pod = new StatefulPod(set, create.ordinal());
        pod.claims().forEach(this::createUnlessPresent);
        client
            .resource(pod.from(revisions.template(set, create.revision()), create.revision()))
            .create();
      }
      case DeletePod delete -> client.resource(delete.pod()).delete();
    }
  }

  private void createUnlessPresent(PersistentVolumeClaim claim) {
    try {
      client.resource(claim).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      LOG.debug("claim {} is kept from an earlier pod", claim.getMetadata().getName());
    }
  }

  private StatefulSetStatus status(StatefulSet set, List<Pod> pods, String current, String update) {
    Integer seconds = set.getSpec().getMinReadySeconds();
    Duration minReady = Duration.ofSeconds(seconds == null ? 0 : seconds);
    Integer wanted = set.getSpec().getReplicas();
    int ready = count(pods, PodConditions::isReady);
    int updated = count(pods, pod -> isOf(update, pod));
    boolean complete = updated == pods.size() && ready == pods.size() && wanted == pods.size();
    String settled = complete ? update : current;
    return new StatefulSetStatusBuilder()
        .withObservedGeneration(set.getMetadata().getGeneration())
        .withReplicas(pods.size())
        .withReadyReplicas(ready)
        .withAvailableReplicas(
            count(pods, pod -> PodConditions.isAvailable(pod, minReady, clock.instant())))
        .withCurrentReplicas(count(pods, pod -> isOf(settled, pod)))
        .withUpdatedReplicas(updated)
        .withCurrentRevision(settled)
        .withUpdateRevision(update)
        .withCollisionCount(0)
        .build();
  }

  /** One that is on its way out counts for no revision. */
  private static boolean isOf(String revision, Pod pod) {
    return revision.equals(StatefulSetPlan.revision(pod)) && !PodConditions.isTerminating(pod);
  }

  private static int count(List<Pod> pods, Predicate<Pod> which) {
    return (int) pods.stream().filter(which).count();
  }
}
