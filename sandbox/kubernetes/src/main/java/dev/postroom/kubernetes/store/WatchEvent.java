package dev.postroom.kubernetes.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One change of one object.
 *
 * @param resourceVersion the version the change made
 * @param type what happened
 * @param key where
 * @param object the object after the change; for a deletion as it last was, with the version of the
 *     deletion
 * @param previous the object before a modification
 */
public record WatchEvent(
    long resourceVersion,
    Type type,
    ObjectKey key,
    ObjectNode object,
    Optional<ObjectNode> previous) {

  /** What happened, in the words of the watch protocol. */
  public enum Type {
    ADDED,
    MODIFIED,
    DELETED
  }
}
