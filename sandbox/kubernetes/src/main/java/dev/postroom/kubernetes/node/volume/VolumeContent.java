package dev.postroom.kubernetes.node.volume;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapProjection;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells the files of a volume from the objects it is made of. Nothing is written here. */
public final class VolumeContent {

  private static final int DEFAULT_MODE = 0644;

  private final Pod pod;
  private final PodObjects objects;
  private final SortedMap<String, VolumeFile> files = new TreeMap<>();

  private VolumeContent(Pod pod, PodObjects objects) {
    this.pod = pod;
    this.objects = objects;
  }

  /** Whether the volume is made of API objects and is therefore kept up to date. */
  public static boolean isMadeOfObjects(Volume volume) {
    return volume.getConfigMap() != null
        || volume.getSecret() != null
        || volume.getDownwardAPI() != null
        || volume.getProjected() != null;
  }

  /**
   * The files of a volume {@linkplain #isMadeOfObjects made of objects}, by their paths in it.
   *
   * @throws MountException when an object or key that is not optional is missing
   */
  public static SortedMap<String, VolumeFile> of(Volume volume, Pod pod, PodObjects objects) {
    VolumeContent content = new VolumeContent(pod, objects);
    if (volume.getConfigMap() != null) {
      content.add(volume.getConfigMap());
    } else if (volume.getSecret() != null) {
      content.add(volume.getSecret());
    } else if (volume.getDownwardAPI() != null) {
      content.add(
          volume.getDownwardAPI().getItems(), mode(volume.getDownwardAPI().getDefaultMode()));
    } else {
      int mode = mode(volume.getProjected().getDefaultMode());
      volume.getProjected().getSources().forEach(source -> content.add(source, mode));
    }
    return content.files;
  }

  private static int mode(Integer mode) {
    return mode == null ? DEFAULT_MODE : mode;
  }

  private void add(ConfigMapVolumeSource source) {
    addConfigMap(
        source.getName(), source.getItems(), source.getOptional(), mode(source.getDefaultMode()));
  }

  private void add(SecretVolumeSource source) {
    addSecret(
        source.getSecretName(),
        source.getItems(),
        source.getOptional(),
        mode(source.getDefaultMode()));
  }

  private void add(VolumeProjection source, int mode) {
    if (source.getConfigMap() != null) {
      ConfigMapProjection map = source.getConfigMap();
      addConfigMap(map.getName(), map.getItems(), map.getOptional(), mode);
    } else if (source.getSecret() != null) {
      SecretProjection secret = source.getSecret();
      addSecret(secret.getName(), secret.getItems(), secret.getOptional(), mode);
    } else if (source.getDownwardAPI() != null) {
      add(source.getDownwardAPI().getItems(), mode);
    } else {
      throw new MountException(
          "this node projects configMap, secret and downwardAPI only; leave out other sources");
    }
  }

  private void add(List<DownwardAPIVolumeFile> items, int mode) {
    for (DownwardAPIVolumeFile item : items) {
      if (item.getFieldRef() == null) {
        throw new MountException(
            "downwardAPI item " + item.getPath() + ": this node knows fieldRef only");
      }
      String value = DownwardApi.value(pod, item.getFieldRef().getFieldPath());
      put(item.getPath(), value.getBytes(StandardCharsets.UTF_8), item.getMode(), mode);
    }
  }

  private void addConfigMap(String name, List<KeyToPath> items, Boolean optional, int mode) {
    Optional<ConfigMap> map = objects.configMap(name);
    if (present("configmap", name, map.isPresent(), optional)) {
      select("configmap " + name, data(map.orElseThrow()), items, optional, mode);
    }
  }

  private void addSecret(String name, List<KeyToPath> items, Boolean optional, int mode) {
    Optional<Secret> secret = objects.secret(name);
    if (present("secret", name, secret.isPresent(), optional)) {
      select("secret " + name, data(secret.orElseThrow()), items, optional, mode);
    }
  }

  private static boolean present(String kind, String name, boolean found, Boolean optional) {
    if (!found && !Boolean.TRUE.equals(optional)) {
      throw new MountException(kind + " \"" + name + "\" not found");
    }
    return found;
  }

  private void select(
      String object, Map<String, byte[]> data, List<KeyToPath> items, Boolean optional, int mode) {
    if (items == null || items.isEmpty()) {
      data.forEach((key, value) -> put(key, value, null, mode));
      return;
    }
    for (KeyToPath item : items) {
      byte[] value = data.get(item.getKey());
      if (value != null) {
        put(item.getPath(), value, item.getMode(), mode);
      } else if (!Boolean.TRUE.equals(optional)) {
        throw new MountException(object + " references non-existent key: " + item.getKey());
      }
    }
  }

  private void put(String path, byte[] content, Integer mode, int defaultMode) {
    if (path.startsWith("/") || List.of(path.split("/")).contains("..") || path.startsWith("..")) {
      throw new MountException("the path \"" + path + "\" leaves its volume or hides in it");
    }
    files.put(path, new VolumeFile(content, mode == null ? defaultMode : mode));
  }

  static Map<String, byte[]> data(ConfigMap map) {
    Map<String, byte[]> data = new TreeMap<>();
    if (map.getData() != null) {
      map.getData().forEach((key, text) -> data.put(key, text.getBytes(StandardCharsets.UTF_8)));
    }
    if (map.getBinaryData() != null) {
      map.getBinaryData().forEach((key, value) -> data.put(key, decode(value)));
    }
    return data;
  }

  static Map<String, byte[]> data(Secret secret) {
    Map<String, byte[]> data = new TreeMap<>();
    if (secret.getData() != null) {
      secret.getData().forEach((key, value) -> data.put(key, decode(value)));
    }
    return data;
  }

  private static byte[] decode(String base64) {
    return Base64.getDecoder().decode(base64);
  }
}
