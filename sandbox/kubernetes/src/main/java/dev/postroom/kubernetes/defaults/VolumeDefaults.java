package dev.postroom.kubernetes.defaults;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The defaults of storage. */
final class VolumeDefaults {

  private VolumeDefaults() {}

  static void claim(ObjectNode claim) {
    Fill.in(claim.withObjectProperty("spec"), "volumeMode", "Filesystem");
  }

  static void volume(ObjectNode volume) {
    var spec = volume.withObjectProperty("spec");
    Fill.in(spec, "volumeMode", "Filesystem");
    Fill.in(spec, "persistentVolumeReclaimPolicy", "Retain");
  }

  static void storageClass(ObjectNode storageClass) {
    Fill.in(storageClass, "reclaimPolicy", "Delete");
    Fill.in(storageClass, "volumeBindingMode", "Immediate");
  }
}
