package dev.postroom.kubernetes.controller;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The pod of one ordinal of a StatefulSet, and the claims that stay when the pod goes. */
final class StatefulPod {

  private final StatefulSet set;
  private final int ordinal;

  StatefulPod(StatefulSet set, int ordinal) {
    this.set = set;
    this.ordinal = ordinal;
  }

  String name() {
    return set.getMetadata().getName() + "-" + ordinal;
  }

  /** The pod as it is to be created from {@code template}, which is that of {@code revision}. */
  Pod from(PodTemplateSpec template, String revision) {
    ObjectMeta meta = template.getMetadata();
    ObjectMetaBuilder metadata = meta == null ? new ObjectMetaBuilder() : meta.edit();
    return new PodBuilder()
        .withMetadata(
            metadata
                .withName(name())
                .withNamespace(set.getMetadata().getNamespace())
                .addToLabels("statefulset.kubernetes.io/pod-name", name())
                .addToLabels("apps.kubernetes.io/pod-index", Integer.toString(ordinal))
                .addToLabels(StatefulSetPlan.REVISION_LABEL, revision)
                .withOwnerReferences(ControllerReference.to(set))
                .build())
        .withSpec(specOf(template))
        .build();
  }

  private PodSpec specOf(PodTemplateSpec template) {
    return template
        .getSpec()
        .edit()
        .withHostname(name())
        .withSubdomain(set.getSpec().getServiceName())
        .withVolumes(volumes(template.getSpec().getVolumes()))
        .build();
  }

  private List<Volume> volumes(List<Volume> fromTemplate) {
    List<Volume> volumes = new ArrayList<>();
    Set<String> claimed = new HashSet<>();
    for (PersistentVolumeClaim template : set.getSpec().getVolumeClaimTemplates()) {
      String volume = template.getMetadata().getName();
      claimed.add(volume);
      volumes.add(
          new VolumeBuilder()
              .withName(volume)
              .withNewPersistentVolumeClaim()
              .withClaimName(claimName(template))
              .endPersistentVolumeClaim()
              .build());
    }
    // A claim takes the place of a volume of the same name in the template, as in Kubernetes.
    fromTemplate.stream().filter(v -> !claimed.contains(v.getName())).forEach(volumes::add);
    return volumes;
  }

  /** The claims this pod needs. They have no owner: mail outlives the set. */
  List<PersistentVolumeClaim> claims() {
    return set.getSpec().getVolumeClaimTemplates().stream().map(this::claim).toList();
  }

  private PersistentVolumeClaim claim(PersistentVolumeClaim template) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(claimName(template))
        .withNamespace(set.getMetadata().getNamespace())
        .withLabels(set.getSpec().getSelector().getMatchLabels())
        .withAnnotations(template.getMetadata().getAnnotations())
        .endMetadata()
        .withSpec(template.getSpec())
        .build();
  }

  private String claimName(PersistentVolumeClaim template) {
    return template.getMetadata().getName() + "-" + name();
  }
}
