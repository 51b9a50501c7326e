package dev.postroom.kubernetes.workqueue;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * Names one object of a kind that is known from the context.
 *
 * @param namespace its namespace; empty for what is not namespaced
 * @param name its name
 */
public record ObjectKey(String namespace, String name) {

  public static ObjectKey of(HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    return new ObjectKey(namespace == null ? "" : namespace, object.getMetadata().getName());
  }

  @Override
  public String toString() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
