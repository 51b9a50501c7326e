package dev.postroom.operator.apply;

import dev.postroom.contract.ContentHash;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
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
   * @throws KubernetesClientException if the API server refuses it, or if the object belongs to
   *     somebody else
   */
  public void apply(
      HasMetadata desired, Optional<? extends HasMetadata> current, AppliedObjects applied) {
    var object = desired.getKind() + "/" + desired.getMetadata().getName();
    var hash = ContentHash.of(client.getKubernetesSerialization().asJson(desired));
    var seen = current.map(found -> found.getMetadata().getResourceVersion());
    if (seen.isPresent() && applied.isCurrent(object, hash, seen.get())) {
      return;
    }
    if (seen.isEmpty()) {
      requireOurs(desired);
    }
    var stored =
        client.resource(desired).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
    applied.remember(object, hash, stored.getMetadata().getResourceVersion());
  }

  /**
   * Applying takes an object over, and its owner's end removes it: one that somebody else made
   * under the same name must not be taken.
   */
  private void requireOurs(HasMetadata desired) {
    var found = client.resource(desired).get();
    if (found == null || isOurs(found, desired)) {
      return;
    }
    throw new NameTakenException(desired);
  }

  /** It has the same controller; or none any more, and carries the operator's label. */
  private static boolean isOurs(HasMetadata found, HasMetadata desired) {
    var controller = controller(found);
    return controller.isPresent()
        ? controller.equals(controller(desired))
        : found.getMetadata().getLabels() != null
            && found
                .getMetadata()
                .getLabels()
                .entrySet()
                .containsAll(desired.getMetadata().getLabels().entrySet());
  }

  private static Optional<String> controller(HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .map(OwnerReference::getUid)
        .findFirst();
  }
}
