package dev.postroom.operator.status;

import dev.postroom.crds.ImapServerSpec;
import dev.postroom.crds.Storage;
import dev.postroom.operator.desired.MailClaim;
import dev.postroom.operator.owned.StorageState;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimCondition;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Optional;

/** Whether the mail has its claim, of the size that it shall have. */
final class StorageReady {

  private static final String SHARED = "ReadWriteMany";

  private StorageReady() {}

  static Finding of(StorageState storage, ImapServerSpec spec) {
    if (storage.claim().isEmpty()) {
      return spec.storage().existingClaim() == null
          ? bad(
              ConditionReason.ClaimPending, "the claim %s is being made".formatted(storage.name()))
          : bad(
              ConditionReason.ClaimMissing,
              "there is no PersistentVolumeClaim %s in this namespace; create it, or correct"
                  + " spec.storage.existingClaim",
              storage.name());
    }
    if (storage.isBeingDeleted()) {
      return bad(
          ConditionReason.ClaimTerminating,
          "the claim %s was deleted: it goes, and most often the mail with it, when no pod mounts"
              + " it any more, so no pod is replaced. Copy the mail to another claim and name that"
              + " as spec.storage.existingClaim",
          storage.name());
    }
    var claim = storage.claim().get();
    var phase = claim.getStatus() == null ? "" : claim.getStatus().getPhase();
    if ("Lost".equals(phase)) {
      return bad(
          ConditionReason.ClaimLost,
          "the volume of the claim %s is gone; restore it, or name another claim as"
              + " spec.storage.existingClaim",
          storage.name());
    }
    if (spec.replicas() > 1 && !claim.getSpec().getAccessModes().contains(SHARED)) {
      return bad(
          ConditionReason.ClaimNotShared,
          "the claim %s cannot be mounted by several pods on different nodes; name one whose access"
              + " mode is ReadWriteMany, or set spec.replicas to 1",
          storage.name());
    }
    if (!"Bound".equals(phase)) {
      return bad(
          ConditionReason.ClaimPending,
          "no volume was found for the claim %s yet; if that stays so, look at kubectl describe pvc"
              + " %s",
          storage.name(),
          storage.name());
    }
    return spec.storage().existingClaim() == null
        ? made(storage, claim, spec.storage())
        : Finding.good(
            ConditionReason.Bound,
            "the mail is on the claim %s".formatted(storage.name())
                + storage
                    .unserved()
                    .map("; what is on %s, made for this server, is not served"::formatted)
                    .orElse(""));
  }

  private static Finding made(StorageState storage, PersistentVolumeClaim claim, Storage spec) {
    if (storage.refusal().isPresent()) {
      return bad(
          ConditionReason.ResizeRefused,
          "the claim %s stays at %s, as it was refused %s: %s",
          storage.name(),
          MailClaim.requested(claim).map(Quantity::toString).orElse("its size"),
          spec.size(),
          storage.refusal().get());
    }
    var pending = condition(claim, "FileSystemResizePending");
    if (pending.isPresent()) {
      return bad(
          ConditionReason.FileSystemResizePending,
          "the volume of the claim %s has grown; its file system grows when a node next mounts it."
              + " If that stays so, delete the pods one by one",
          storage.name());
    }
    if (isSmall(claim)) {
      return bad(
          ConditionReason.Resizing,
          "the claim %s is growing to %s%s",
          storage.name(),
          MailClaim.requested(claim).orElseThrow(),
          condition(claim, "ControllerResizeError")
              .or(() -> condition(claim, "NodeResizeError"))
              .map(error -> ", and that fails: " + error.getMessage())
              .orElse(""));
    }
    var differs = difference(claim, spec);
    return differs.isPresent()
        ? bad(
            ConditionReason.ClaimDiffers,
            "the claim %s was there before and has %s; the mail in it is served. Set"
                + " spec.storage to what it has, or copy the mail to a new claim and name that as"
                + " spec.storage.existingClaim",
            storage.name(),
            differs.get())
        : Finding.good(
            ConditionReason.Bound,
            "the mail is on the claim %s, which outlives this ImapServer"
                .formatted(storage.name()));
  }

  private static boolean isSmall(PersistentVolumeClaim claim) {
    var requested = MailClaim.requested(claim);
    var capacity = MailClaim.capacity(claim);
    return requested.isPresent()
        && capacity.isPresent()
        && MailClaim.isLess(capacity.get(), requested.get());
  }

  private static Optional<String> difference(PersistentVolumeClaim claim, Storage spec) {
    var storageClass = claim.getSpec().getStorageClassName();
    if (spec.storageClassName() != null && !spec.storageClassName().equals(storageClass)) {
      return Optional.of(
          "the storage class %s, not %s".formatted(storageClass, spec.storageClassName()));
    }
    return claim.getSpec().getAccessModes().contains(spec.accessMode().name())
        ? Optional.empty()
        : Optional.of(
            "the access modes %s, not %s"
                .formatted(claim.getSpec().getAccessModes(), spec.accessMode()));
  }

  private static Optional<PersistentVolumeClaimCondition> condition(
      PersistentVolumeClaim claim, String type) {
    return Optional.ofNullable(claim.getStatus()).stream()
        .flatMap(status -> status.getConditions().stream())
        .filter(condition -> condition.getType().equals(type))
        .filter(condition -> condition.getStatus().equals("True"))
        .findFirst();
  }

  private static Finding bad(ConditionReason reason, String message, Object... values) {
    return Finding.bad(reason, message.formatted(values));
  }
}
