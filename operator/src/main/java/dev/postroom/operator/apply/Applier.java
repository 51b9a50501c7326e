package dev.postroom.operator.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.contract.ContentHash;
import dev.postroom.operator.apply.AppliedObjects.Applied;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.Optional;

/**
 * Applies an object when it is wanted otherwise than last time, or when somebody changed it since.
 * The API server's answer tells what it made of it, so that one's own change is not taken for
 * somebody else's; comparing with what the server stores would trip over its defaults.
 */
public final class Applier {

  /** Owner of the fields that the operator sets. */
  public static final String FIELD_MANAGER = "postroom-operator";

  private final KubernetesClient client;
  private final Clock clock;

  public Applier(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * Makes an object what it should be. One that others change again and again is repaired ever more
   * slowly.
   *
   * @param current the object as it was last seen
   * @param applied what was applied for the same server before; kept up to date here
   * @throws KubernetesClientException if the API server refuses it, or if the object belongs to
   *     somebody else
   */
  public void apply(
      HasMetadata desired, Optional<? extends HasMetadata> current, AppliedObjects applied) {
    var object = name(desired);
    var wanted = ContentHash.of(client.getKubernetesSerialization().asJson(desired));
    var before = applied.find(object).filter(last -> last.wanted().equals(wanted));
    if (before.isPresent()) {
      if (current.isPresent() && isUnchanged(object, before.get(), current.get(), applied)) {
        return;
      }
      if (!applied.mayRepair(object, clock.instant())) {
        applied.postpone(object);
        return;
      }
    }
    Optional<? extends HasMetadata> found = current.isPresent() ? current : stored(desired);
    found.ifPresent(there -> requireOurs(there, desired));
    if (before.isPresent()
        && found.isPresent()
        && isUnchanged(object, before.get(), found.get(), applied)) {
      // What is watched comes a moment after what is written.
      return;
    }
    var stored =
        Answers.stored(
            desired,
            client
                .resource(desired)
                .fieldManager(FIELD_MANAGER)
                .forceConflicts()
                .serverSideApply());
    before
        .filter(last -> !last.isVersionOf(stored))
        .flatMap(_ -> drift(object, found, stored))
        .ifPresent(drift -> applied.repaired(object, drift, clock.instant()));
    remember(object, wanted, stored, applied);
  }

  /** Removes an object that is no longer wanted, unless somebody changed it since it was seen. */
  public void remove(HasMetadata current, AppliedObjects applied) {
    client.resource(current).lockResourceVersion().delete();
    applied.forget(name(current));
  }

  private static String name(HasMetadata object) {
    return object.getKind() + " " + object.getMetadata().getName();
  }

  private boolean isUnchanged(
      String object, Applied last, HasMetadata current, AppliedObjects applied) {
    if (last.isVersionOf(current)) {
      return true;
    }
    if (!last.content().equals(ObjectContent.of(json(current)))) {
      return false;
    }
    remember(object, last.wanted(), current, applied);
    return true;
  }

  private void remember(String object, String wanted, HasMetadata stored, AppliedObjects applied) {
    applied.remember(
        object,
        new Applied(
            wanted, stored.getMetadata().getResourceVersion(), ObjectContent.of(json(stored))));
  }

  /** Empty if what others changed is none of the operator's. */
  private Optional<Drift> drift(
      String object, Optional<? extends HasMetadata> found, HasMetadata stored) {
    if (found.isEmpty()) {
      return Optional.of(Drift.deleted(object));
    }
    var fields = ObjectContent.differences(json(found.get()), json(stored));
    return fields.isEmpty()
        ? Optional.empty()
        : Optional.of(new Drift(object, FieldManagers.last(found.get()), fields));
  }

  private ObjectNode json(HasMetadata object) {
    return client.getKubernetesSerialization().convertValue(object, ObjectNode.class);
  }

  private Optional<HasMetadata> stored(HasMetadata desired) {
    HasMetadata answer = client.resource(desired).get();
    return Answers.found(desired.getKind(), desired.getMetadata().getName(), answer);
  }

  /**
   * Applying takes an object over, and its owner's end removes it: one that somebody else made
   * under the same name must not be taken.
   */
  private static void requireOurs(HasMetadata found, HasMetadata desired) {
    if (isOurs(found, desired)) {
      return;
    }
    var owner = controller(found);
    if (owner.isPresent() && isOfNamesake(owner.get(), desired)) {
      throw new KubernetesClientException(
          "%s still belongs to an ImapServer of this name that was deleted, and goes with it"
              .formatted(name(desired)),
          HttpURLConnection.HTTP_CONFLICT,
          null);
    }
    throw new NameTakenException(desired);
  }

  private static boolean isOfNamesake(OwnerReference owner, HasMetadata desired) {
    return controller(desired)
        .filter(ours -> ours.getApiVersion().equals(owner.getApiVersion()))
        .filter(ours -> ours.getKind().equals(owner.getKind()))
        .filter(ours -> ours.getName().equals(owner.getName()))
        .isPresent();
  }

  /**
   * It has the same controller; or none any more, and carries the operator's labels or was applied
   * by the operator before somebody took them away.
   */
  private static boolean isOurs(HasMetadata found, HasMetadata desired) {
    var controller = controller(found);
    return controller.isPresent()
        ? controller
            .map(OwnerReference::getUid)
            .equals(controller(desired).map(OwnerReference::getUid))
        : FieldManagers.isApplied(found)
            || Optional.ofNullable(found.getMetadata().getLabels())
                .map(labels -> labels.entrySet())
                .filter(labels -> labels.containsAll(desired.getMetadata().getLabels().entrySet()))
                .isPresent();
  }

  private static Optional<OwnerReference> controller(HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .findFirst();
  }
}
