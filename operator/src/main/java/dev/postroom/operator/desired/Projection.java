package dev.postroom.operator.desired;

import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;

/** Sources of a projected volume: some keys of an object, each as a file. */
final class Projection {

  private Projection() {}

  static VolumeProjection secret(String name, KeyToPath... files) {
    return new VolumeProjectionBuilder()
        .withNewSecret()
        .withName(name)
        .withItems(files)
        .endSecret()
        .build();
  }

  /** Without the Secret or its key there is no file, and the pod starts all the same. */
  static VolumeProjection optionalSecret(String name, KeyToPath... files) {
    return new VolumeProjectionBuilder()
        .withNewSecret()
        .withName(name)
        .withItems(files)
        .withOptional(true)
        .endSecret()
        .build();
  }

  static VolumeProjection configMap(String name, KeyToPath... files) {
    return new VolumeProjectionBuilder()
        .withNewConfigMap()
        .withName(name)
        .withItems(files)
        .endConfigMap()
        .build();
  }

  /** A key as a file of the same name. */
  static KeyToPath file(String key) {
    return file(key, key);
  }

  static KeyToPath file(String key, String path) {
    return new KeyToPath(key, null, path);
  }
}
