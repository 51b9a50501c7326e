package dev.postroom.kubernetes.node.volume;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The volumes of one pod on disk, and for each container a root directory in which they lie at
 * their mount paths, as symbolic links. Claims lie outside the pod and are kept when it goes.
 * {@code readOnly} cannot be enforced without a mount namespace and is not.
 */
public final class PodVolumes {

  private final Path podDirectory;
  private final Path claims;
  private final PodObjects objects;
  private final Map<String, AtomicDirectory> directories = new HashMap<>();

  /**
   * @param podDirectory the pod's own, which goes with it
   * @param claims where the claims of the pod's namespace are kept, one directory for each
   */
  public PodVolumes(Path podDirectory, Path claims, PodObjects objects) {
    this.podDirectory = podDirectory;
    this.claims = claims;
    this.objects = objects;
  }

  /** The directory that stands for {@code /} of a container. */
  public Path root(Container container) {
    return podDirectory.resolve("root").resolve(container.getName());
  }

  /**
   * Makes every volume and puts it where the containers expect it; done again, it brings what is
   * made of ConfigMaps, Secrets and pod fields up to date.
   *
   * @throws MountException when a volume cannot be made now
   */
  public void mount(Pod pod) {
    Map<String, Path> made = new HashMap<>();
    for (Volume volume : pod.getSpec().getVolumes()) {
      try {
        made.put(volume.getName(), make(volume, pod));
      } catch (MountException | IOException e) {
        throw new MountException(
            "MountVolume.SetUp failed for volume \"" + volume.getName() + "\" : " + e.getMessage(),
            e);
      }
    }
    for (Container container : pod.getSpec().getContainers()) {
      for (VolumeMount mount : container.getVolumeMounts()) {
        place(container, mount, made.get(mount.getName()));
      }
    }
  }

  private Path make(Volume volume, Pod pod) throws IOException {
    Path own = podDirectory.resolve("volumes").resolve(volume.getName());
    if (volume.getPersistentVolumeClaim() != null) {
      return Files.createDirectories(
          claims.resolve(volume.getPersistentVolumeClaim().getClaimName()));
    }
    if (VolumeContent.isMadeOfObjects(volume)) {
      directories
          .computeIfAbsent(volume.getName(), name -> new AtomicDirectory(own))
          .write(VolumeContent.of(volume, pod, objects));
      return own;
    }
    if (volume.getEmptyDir() != null) {
      return Files.createDirectories(own);
    }
    throw new MountException(
        "this node knows emptyDir, configMap, secret, downwardAPI, projected and"
            + " persistentVolumeClaim only");
  }

  private void place(Container container, VolumeMount mount, Path volume) {
    if (volume == null) {
      throw new MountException(
          "container \""
              + container.getName()
              + "\" mounts \""
              + mount.getName()
              + "\", which is not among the pod's volumes");
    }
    Path root = root(container);
    Path target = root.resolve(mount.getMountPath().replaceFirst("^/+", "")).normalize();
    Path source =
        mount.getSubPath() == null ? volume : volume.resolve(mount.getSubPath()).normalize();
    if (!target.startsWith(root) || !source.startsWith(volume)) {
      throw new MountException("the mount of \"" + mount.getName() + "\" leaves its directory");
    }
    try {
      Files.createDirectories(target.getParent());
      if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        Files.createSymbolicLink(target, source);
      }
    } catch (IOException e) {
      throw new MountException("cannot mount \"" + mount.getName() + "\": " + e.getMessage(), e);
    }
  }

  /** Deletes all that goes with the pod. */
  public void delete() throws IOException {
    AtomicDirectory.deleteTree(podDirectory);
  }
}
