package dev.postroom.operator.apply;

import dev.postroom.contract.ContentHash;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/**
 * Applies an object when it is wanted otherwise than last time, or when somebody changed it since.
 * The API server's answer tells which version it then has, so that one's own change is not taken
 * for somebody else's; comparing with what the server stores would trip over its defaults.
 */
public final class Applier {

  /** Owner of the fields that the operator sets. */
  public static final String FIELD_MANAGER = "postroom-operator";

  private final KubernetesClient client;

  public Applier(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Makes an object what it should be.
   *
   * @param current the object as it was last seen
   * @param applied what was applied for the same server before; kept up to date here
   */
  public void apply(
      HasMetadata desired, Optional<? extends HasMetadata> current, AppliedObjects applied) {
    var object = desired.getKind() + "/" + desired.getMetadata().getName();
    var hash = ContentHash.of(client.getKubernetesSerialization().asJson(desired));
    var seen = current.map(found -> found.getMetadata().getResourceVersion());
    if (seen.isPresent() && applied.isCurrent(object, hash, seen.get())) {
      return;
    }
    var stored =
        client.resource(desired).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
    applied.remember(object, hash, stored.getMetadata().getResourceVersion());
  }
}
