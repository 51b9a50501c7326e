package dev.postroom.operator.owned;

import dev.postroom.operator.apply.AppliedObjects;
import dev.postroom.operator.apply.Applier;
import dev.postroom.operator.rollout.Children;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;

/** Keeps what a server owns beside its files and pods. */
public final class OwnedObjects {

  private final MailStorage storage;

  public OwnedObjects(KubernetesClient client, Applier applier, Clock clock) {
    storage = new MailStorage(client, applier, clock);
  }

  /**
   * Brings a valid specification's objects to the cluster; the memory then has what became of them.
   *
   * @throws KubernetesClientException if the API server refuses what the pods cannot do without
   */
  public void keep(Children children, AppliedObjects applied, OwnedMemory memory) {
    memory.state(new OwnedState(storage.keep(children, applied, memory.storage)));
  }
}
