package dev.postroom.kubernetes.node.volume;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Optional;

/**
 * The ConfigMaps and Secrets that the pods of one namespace may refer to; empty where there is none
 * of that name. A {@link MountException} says that it could not be asked for.
 */
public interface PodObjects {

  Optional<ConfigMap> configMap(String name);

  Optional<Secret> secret(String name);
}
