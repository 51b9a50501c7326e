package dev.postroom.kubernetes.node.volume;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Optional;

/** The ConfigMaps and Secrets that the pods of one namespace may refer to. */
public interface PodObjects {

  Optional<ConfigMap> configMap(String name);

  Optional<Secret> secret(String name);
}
