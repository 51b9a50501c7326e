package dev.postroom.kubernetes.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a StatefulSet controls: what says so, and what its selector finds that nobody controls, as
 * pods and revisions are when a set was deleted without them. Those become its own; pods only if
 * they are named like its own.
 */
final class Adoption {

  private static final Pattern POD_NAME = Pattern.compile("(.+)-[0-9]+");

  private final KubernetesClient client;

  Adoption(KubernetesClient client) {
    this.client = client;
  }

  /** The pods, with those that were adopted just now. */
  List<Pod> pods(StatefulSet set) {
    return client
        .pods()
        .inNamespace(set.getMetadata().getNamespace())
        .withLabelSelector(set.getSpec().getSelector())
        .list()
        .getItems()
        .stream()
        .filter(pod -> set.getMetadata().getName().equals(setOf(pod)))
        .flatMap(pod -> controlled(set, pod))
        .toList();
  }

  /** The revisions, with those that were adopted just now. */
  List<ControllerRevision> revisions(StatefulSet set) {
    Map<String, String> labels = set.getSpec().getSelector().getMatchLabels();
    return client
        .apps()
        .controllerRevisions()
        .inNamespace(set.getMetadata().getNamespace())
        .withLabels(labels == null ? Map.of() : labels)
        .list()
        .getItems()
        .stream()
        .flatMap(revision -> controlled(set, revision))
        .toList();
  }

  /** The name of the set that a pod is named after; nothing that any set has if it is not. */
  static String setOf(Pod pod) {
    Matcher name = POD_NAME.matcher(pod.getMetadata().getName());
    return name.matches() ? name.group(1) : "";
  }

  static Optional<OwnerReference> controller(HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .findFirst();
  }

  private <T extends HasMetadata> Stream<T> controlled(StatefulSet set, T object) {
    Optional<OwnerReference> controller = controller(object);
    if (controller.isPresent()) {
      return set.getMetadata().getUid().equals(controller.get().getUid())
          ? Stream.of(object)
          : Stream.empty();
    }
    return object.getMetadata().getDeletionTimestamp() == null
        ? Stream.of(adopted(set, object))
        : Stream.empty();
  }

  /** Fails if the orphan changed meanwhile; it is looked at again then. */
  private <T extends HasMetadata> T adopted(StatefulSet set, T orphan) {
    T adopted = client.getKubernetesSerialization().clone(orphan);
    List<OwnerReference> owners = new ArrayList<>(orphan.getMetadata().getOwnerReferences());
    owners.add(ControllerReference.to(set));
    adopted.getMetadata().setOwnerReferences(owners);
    return client.resource(adopted).update();
  }
}
