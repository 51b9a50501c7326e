package dev.postroom.operator.owned;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.apply.Answers;
import dev.postroom.operator.apply.AppliedObjects;
import dev.postroom.operator.apply.Applier;
import dev.postroom.operator.apply.ApplyFailure;
import dev.postroom.operator.desired.MailClaim;
import dev.postroom.operator.desired.Names;
import dev.postroom.operator.owned.StorageMemory.Looked;
import dev.postroom.operator.owned.StorageMemory.Refused;
import dev.postroom.operator.rollout.Children;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Sees that there is a claim for the mail, and that it grows when it shall. */
final class MailStorage {

  /** How late it is seen that a claim of somebody else has changed. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  /** How late it is seen that such a claim is there at last. */
  private static final Duration LOOK_AGAIN_SOON = Duration.ofSeconds(5);

  /** When a size that was refused is asked for again: somebody may have changed the class. */
  private static final Duration ASK_AGAIN = Duration.ofMinutes(1);

  private static final int UNPROCESSABLE = 422;

  /** What an API server says that does not want a claim to grow. */
  private static final Set<Integer> REFUSALS =
      Set.of(HttpURLConnection.HTTP_FORBIDDEN, UNPROCESSABLE);

  private final KubernetesClient client;
  private final Applier applier;
  private final Clock clock;

  MailStorage(KubernetesClient client, Applier applier, Clock clock) {
    this.client = client;
    this.applier = applier;
    this.clock = clock;
  }

  /**
   * Makes the claim, or makes it grow; one that the specification names is only looked at.
   *
   * @throws KubernetesClientException if there is no claim and none can be made
   */
  StorageState keep(Children children, AppliedObjects applied, StorageMemory memory) {
    var server = children.server();
    var existing = server.getSpec().storage().existingClaim();
    return existing == null
        ? made(children, applied, memory)
        : new StorageState(
            existing,
            existing(server, existing, memory),
            Optional.empty(),
            children
                .mailClaim()
                .map(claim -> claim.getMetadata().getName())
                .filter(Predicate.not(existing::equals)));
  }

  private Optional<PersistentVolumeClaim> existing(
      ImapServer server, String name, StorageMemory memory) {
    var now = clock.instant();
    var known =
        memory
            .existing
            .filter(looked -> looked.name().equals(name))
            .filter(
                looked ->
                    now.isBefore(
                        looked
                            .at()
                            .plus(looked.claim().isPresent() ? LOOK_AGAIN : LOOK_AGAIN_SOON)));
    if (known.isPresent()) {
      return known.get().claim();
    }
    var claim = get(server, name);
    memory.existing = Optional.of(new Looked(name, claim, now));
    return claim;
  }

  private Optional<PersistentVolumeClaim> get(ImapServer server, String name) {
    return Answers.found(
        "PersistentVolumeClaim",
        name,
        client
            .persistentVolumeClaims()
            .inNamespace(server.getMetadata().getNamespace())
            .withName(name)
            .get());
  }

  private StorageState made(Children children, AppliedObjects applied, StorageMemory memory) {
    var server = children.server();
    // What is watched is found by its labels, which somebody may have taken away; and a claim that
    // is there is asked to stay as it is.
    var watched = children.mailClaim();
    var current = watched.or(() -> get(server, Names.mail(server)));
    var desired = MailClaim.desired(server, current);
    var size = MailClaim.requested(desired).orElseThrow();
    var now = clock.instant();
    boolean refusedLately =
        memory
            .refused
            .filter(refused -> refused.size().equals(size))
            .filter(refused -> now.isBefore(refused.at().plus(ASK_AGAIN)))
            .isPresent();
    if (!refusedLately) {
      try {
        applier.apply(desired, watched, applied);
        memory.refused = Optional.empty();
      } catch (KubernetesClientException e) {
        if (current.isEmpty() || !REFUSALS.contains(e.getCode())) {
          throw e;
        }
        memory.refused = Optional.of(new Refused(size, now, ApplyFailure.of(e).message()));
      }
    }
    return new StorageState(
        desired.getMetadata().getName(),
        current,
        memory.refused.map(Refused::message),
        Optional.empty());
  }
}
