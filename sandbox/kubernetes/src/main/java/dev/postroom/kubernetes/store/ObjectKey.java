package dev.postroom.kubernetes.store;

import dev.postroom.kubernetes.resource.GroupResource;
import java.util.Comparator;

/**
 * Where an object is.
 *
 * @param resource its resource, without the version
 * @param namespace its namespace, empty for a cluster-scoped object
 * @param name its name
 */
public record ObjectKey(GroupResource resource, String namespace, String name) {

  /** The order lists are in. */
  static final Comparator<ObjectKey> ORDER =
      Comparator.comparing(ObjectKey::namespace).thenComparing(ObjectKey::name);
}
