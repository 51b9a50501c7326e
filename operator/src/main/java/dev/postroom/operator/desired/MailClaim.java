package dev.postroom.operator.desired;

import dev.postroom.crds.ImapServer;
import dev.postroom.crds.Storage;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Optional;

/**
 * The claim for the mail, one for all pods. It has no owner: mail outlives its server, and goes
 * when a person deletes the claim.
 */
public final class MailClaim {

  private static final String STORAGE = "storage";

  private MailClaim() {}

  /**
   * The claim. What a claim cannot change stays as it is in one that exists, so that a server that
   * is made anew finds its mail whatever it asks for; and no claim is asked to shrink.
   *
   * @param current the claim as it was last seen
   */
  public static PersistentVolumeClaim desired(
      ImapServer server, Optional<PersistentVolumeClaim> current) {
    var storage = server.getSpec().storage();
    return new PersistentVolumeClaimBuilder()
        .withMetadata(
            new ObjectMetaBuilder()
                .withName(Names.mail(server))
                .withNamespace(server.getMetadata().getNamespace())
                .withLabels(Labels.of(server))
                .build())
        .withNewSpec()
        .withAccessModes(
            current
                .map(claim -> claim.getSpec().getAccessModes())
                .orElseGet(() -> List.of(storage.accessMode().name())))
        .withStorageClassName(
            current
                .map(claim -> claim.getSpec().getStorageClassName())
                .orElse(storage.storageClassName()))
        .withNewResources()
        .addToRequests(STORAGE, size(storage, current.flatMap(MailClaim::requested)))
        .endResources()
        .endSpec()
        .build();
  }

  private static Quantity size(Storage storage, Optional<Quantity> requested) {
    var wanted = new Quantity(storage.size());
    return requested.filter(now -> !isLess(now, wanted)).orElse(wanted);
  }

  /** The size that a claim asks for. */
  public static Optional<Quantity> requested(PersistentVolumeClaim claim) {
    return Optional.ofNullable(claim.getSpec().getResources())
        .map(resources -> resources.getRequests())
        .map(requests -> requests.get(STORAGE));
  }

  /** The size that a claim has; empty while it is not bound. */
  public static Optional<Quantity> capacity(PersistentVolumeClaim claim) {
    return Optional.ofNullable(claim.getStatus())
        .map(status -> status.getCapacity())
        .map(capacity -> capacity.get(STORAGE));
  }

  /** Whether a size is less than another, however both are written. */
  public static boolean isLess(Quantity size, Quantity other) {
    return size.getNumericalAmount().compareTo(other.getNumericalAmount()) < 0;
  }
}
