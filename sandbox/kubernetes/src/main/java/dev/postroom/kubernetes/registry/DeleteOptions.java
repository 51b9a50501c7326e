package dev.postroom.kubernetes.registry;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a client wants an object deleted.
 *
 * @param propagation what becomes of the objects it owns
 * @param gracePeriodSeconds how long a pod may take to end; empty for what the pod says
 * @param uid the object must have this uid
 * @param resourceVersion the object must have this version
 * @param dryRun whether everything happens but the deletion
 */
public record DeleteOptions(
    Propagation propagation,
    OptionalLong gracePeriodSeconds,
    Optional<String> uid,
    Optional<String> resourceVersion,
    boolean dryRun) {

  /** Deletes in the background, without conditions. */
  public static final DeleteOptions DEFAULT =
      new DeleteOptions(
          Propagation.BACKGROUND, OptionalLong.empty(), Optional.empty(), Optional.empty(), false);
}
