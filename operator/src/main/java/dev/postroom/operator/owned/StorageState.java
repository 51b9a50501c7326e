package dev.postroom.operator.owned;

import dev.postroom.crds.ImapServer;
import dev.postroom.crds.Storage;
import dev.postroom.operator.desired.Names;
import dev.postroom.operator.render.FieldProblem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.List;
import java.util.Optional;

/**
 * The claim that a server's mail is on.
 *
 * @param name of the claim
 * @param claim as it was last seen; empty where there is none
 * @param refusal why the API server does not let it grow, in its words
 * @param unserved the claim that was made for this server while its mail is on another
 */
public record StorageState(
    String name,
    Optional<PersistentVolumeClaim> claim,
    Optional<String> refusal,
    Optional<String> unserved) {

  /** Before anything was looked at. */
  static StorageState unknown(ImapServer server) {
    return new StorageState(
        Names.mailClaim(server), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Whether somebody deleted the claim: Kubernetes removes it, and with it most often the mail, as
   * soon as no pod mounts it any more.
   */
  public boolean isBeingDeleted() {
    return claim.filter(HasMetadata::isMarkedForDeletion).isPresent();
  }

  /** Why pods that serve must not be replaced: the new ones would not have the mail. */
  public List<FieldProblem> hindrances(Storage spec) {
    if (isBeingDeleted()) {
      return List.of(
          new FieldProblem(
              "spec.storage",
              "the claim %s is being deleted, and goes when no pod mounts it any more; copy the mail to another claim and name that as spec.storage.existingClaim"
                  .formatted(name)));
    }
    return claim.isEmpty() && spec.existingClaim() != null
        ? List.of(
            new FieldProblem(
                "spec.storage.existingClaim",
                "there is no PersistentVolumeClaim %s in this namespace; create it, or correct the name"
                    .formatted(name)))
        : List.of();
  }
}
