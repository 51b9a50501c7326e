package dev.postroom.kubernetes.node;

import dev.postroom.kubernetes.node.volume.PodObjects;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/**
 * Reads ConfigMaps and Secrets from the API server each time, so that a refresh sees the newest.
 */
record ClientPodObjects(KubernetesClient client, String namespace) implements PodObjects {

  @Override
  public Optional<ConfigMap> configMap(String name) {
    return Optional.ofNullable(client.configMaps().inNamespace(namespace).withName(name).get());
  }

  @Override
  public Optional<Secret> secret(String name) {
    return Optional.ofNullable(client.secrets().inNamespace(namespace).withName(name).get());
  }
}
