package dev.postroom.kubernetes.node;

import dev.postroom.kubernetes.node.volume.MountException;
import dev.postroom.kubernetes.node.volume.PodObjects;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads ConfigMaps and Secrets from the API server each time, so that a refresh sees the newest.
 */
record ClientPodObjects(KubernetesClient client, String namespace) implements PodObjects {

  @Override
  public Optional<ConfigMap> configMap(String name) {
    return read(
        "configmap", name, () -> client.configMaps().inNamespace(namespace).withName(name).get());
  }

  @Override
  public Optional<Secret> secret(String name) {
    return read("secret", name, () -> client.secrets().inNamespace(namespace).withName(name).get());
  }

  private static <T> Optional<T> read(String kind, String name, Supplier<T> get) {
    try {
      return Optional.ofNullable(get.get());
    } catch (KubernetesClientException e) {
      throw new MountException(kind + " \"" + name + "\" cannot be read: " + e.getMessage(), e);
    }
  }
}
