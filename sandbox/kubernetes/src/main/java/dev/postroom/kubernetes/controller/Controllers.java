package dev.postroom.kubernetes.controller;

import dev.postroom.kubernetes.workqueue.EveryEvent;
import dev.postroom.kubernetes.workqueue.ObjectKey;
import dev.postroom.kubernetes.workqueue.Reconciler;
import dev.postroom.kubernetes.workqueue.WorkQueue;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts the controllers and feeds their queues from watches. */
public final class Controllers implements AutoCloseable {

  private final List<AutoCloseable> parts = new ArrayList<>();
  private final WorkQueue statefulSets;
  private final WorkQueue endpoints;
  private final WorkQueue claims;
  private final WorkQueue scheduler;
  private final SharedIndexInformer<Service> services;

  /** The client is the caller's to close, after this. */
  public Controllers(KubernetesClient client, Clock clock) {
    statefulSets = queue("statefulset-controller", new StatefulSetController(client, clock));
    endpoints = queue("endpointslice-controller", new EndpointSlices(client));
    claims = queue("claim-binder", new ClaimBinder(client));
    scheduler = queue("scheduler", new Scheduler(client));
    services = watch(client, Service.class, service -> endpoints.add(ObjectKey.of(service)));
    watch(client, StatefulSet.class, set -> statefulSets.add(ObjectKey.of(set)));
    watch(client, PersistentVolumeClaim.class, claim -> claims.add(ObjectKey.of(claim)));
    watch(client, Pod.class, this::podChanged);
  }

  private WorkQueue queue(String name, Reconciler reconciler) {
    WorkQueue queue = new WorkQueue(name, reconciler);
    parts.addFirst(queue);
    return queue;
  }

  private <T extends HasMetadata> SharedIndexInformer<T> watch(
      KubernetesClient client, Class<T> type, Consumer<T> changed) {
    SharedIndexInformer<T> informer =
        client.resources(type).inAnyNamespace().inform(new EveryEvent<>(changed));
    parts.addFirst(informer::stop);
    return informer;
  }

  private void podChanged(Pod pod) {
    scheduler.add(ObjectKey.of(pod));
    statefulSetOf(pod)
        .ifPresent(set -> statefulSets.add(new ObjectKey(pod.getMetadata().getNamespace(), set)));
    for (Service service : services.getStore().list()) {
      if (selects(service, pod)) {
        endpoints.add(ObjectKey.of(service));
      }
    }
  }

  /** The one that controls the pod, or that might adopt it. */
  private static Optional<String> statefulSetOf(Pod pod) {
    return Adoption.controller(pod)
        .map(owner -> "StatefulSet".equals(owner.getKind()) ? owner.getName() : "")
        .or(() -> Optional.of(Adoption.setOf(pod)))
        .filter(name -> !name.isEmpty());
  }

  private static boolean selects(Service service, Pod pod) {
    Map<String, String> selector = EndpointSlices.selector(service);
    Map<String, String> labels = pod.getMetadata().getLabels();
    return !selector.isEmpty()
        && labels != null
        && pod.getMetadata().getNamespace().equals(service.getMetadata().getNamespace())
        && labels.entrySet().containsAll(selector.entrySet());
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable part : parts) {
      part.close();
    }
  }
}
