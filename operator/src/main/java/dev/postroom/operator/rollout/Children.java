package dev.postroom.operator.rollout;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.desired.LedgerConfigMap;
import dev.postroom.operator.desired.Names;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What belongs to a server in the cluster, as it was last seen.
 *
 * @param server whose they are
 * @param objects what the operator made, other than pods
 * @param pods by name
 */
public record Children(ImapServer server, List<HasMetadata> objects, List<Pod> pods) {

  public Children(
      ImapServer server, Collection<? extends HasMetadata> objects, Collection<Pod> pods) {
    this(
        server,
        List.copyOf(objects),
        pods.stream().sorted(Comparator.comparing(pod -> pod.getMetadata().getName())).toList());
  }

  /** The object of the same kind and name. */
  public Optional<HasMetadata> same(HasMetadata desired) {
    return objects.stream()
        .filter(object -> object.getKind().equals(desired.getKind()))
        .filter(object -> name(object).equals(name(desired)))
        .findFirst();
  }

  /** Which objects and pods there are, in which versions: the same as long as nobody writes any. */
  public List<String> versions() {
    return Stream.concat(objects.stream(), pods.stream())
        .map(HasMetadata::getMetadata)
        .map(metadata -> metadata.getUid() + "@" + metadata.getResourceVersion())
        .sorted()
        .toList();
  }

  /** Whether there are as many pods as are wanted, and all of them serve. */
  public boolean allServe() {
    int wanted = server.getSpec().replicas();
    return pods.size() == wanted && readyPods().size() == wanted;
  }

  /** The StatefulSet. */
  public Optional<StatefulSet> statefulSet() {
    return objects.stream()
        .filter(StatefulSet.class::isInstance)
        .map(StatefulSet.class::cast)
        .filter(set -> name(set).equals(Names.server(server)))
        .findFirst();
  }

  /** The claim that was made for the mail. */
  public Optional<PersistentVolumeClaim> mailClaim() {
    return objects.stream()
        .filter(PersistentVolumeClaim.class::isInstance)
        .map(PersistentVolumeClaim.class::cast)
        .filter(claim -> name(claim).equals(Names.mail(server)))
        .findFirst();
  }

  /** The ledger's text. */
  public Optional<String> ledger() {
    return kept(LedgerConfigMap.FILE);
  }

  /** A file of the ledger's ConfigMap. */
  public Optional<String> kept(String file) {
    return objects.stream()
        .filter(ConfigMap.class::isInstance)
        .map(ConfigMap.class::cast)
        .filter(map -> name(map).equals(Names.ledger(server)))
        .findFirst()
        .map(ConfigMap::getData)
        .map(data -> data.get(file));
  }

  /** Pods that serve: ready, with an address, and not on their way out. */
  public List<Pod> readyPods() {
    return pods.stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(pod -> pod.getStatus() != null && pod.getStatus().getPodIP() != null)
        .filter(
            pod ->
                pod.getStatus().getConditions().stream()
                    .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True")))
        .toList();
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }
}
