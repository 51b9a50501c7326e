package dev.postroom.kubernetes.patch;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A change of an object, as a client described it. */
@FunctionalInterface
public interface ObjectPatch {

  /**
   * The changed object.
   *
   * @param object left as it is
   * @throws dev.postroom.kubernetes.failure.ApiFailure with reason Invalid or BadRequest where the
   *     patch does not fit the object
   */
  ObjectNode applyTo(ObjectNode object);
}
