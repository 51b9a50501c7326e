package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the pods have of their own: where they run, with how much, under which labels. Fields have
 * the names and the meaning that they have in a Pod. A change of any of them replaces the pods.
 */
@ValidationRule(
    value =
        "!has(self.labels) || self.labels.all(key, !(key in ['app.kubernetes.io/name',"
            + " 'app.kubernetes.io/instance', 'app.kubernetes.io/managed-by']) &&"
            + " !key.startsWith('postroom.dev/'))",
    fieldPath = ".labels",
    message =
        "labels app.kubernetes.io/name, app.kubernetes.io/instance, app.kubernetes.io/managed-by and"
            + " postroom.dev/* are the operator's: the Services find the pods by them")
@ValidationRule(
    value = "!has(self.annotations) || self.annotations.all(key, !key.startsWith('postroom.dev/'))",
    fieldPath = ".annotations",
    message = "annotations postroom.dev/* are the operator's")
public record PodOptions(
    @JsonPropertyDescription("Labels of the pods, beside the operator's.") @Size(max = 32)
        Map<String, @Size(max = 63) String> labels,
    @JsonPropertyDescription("Annotations of the pods, beside the operator's.") @Size(max = 32)
        Map<String, @Size(max = 4096) String> annotations,
    @JsonPropertyDescription(
            "Requests and limits of the server's container. Left out, it requests "
                + PodOptions.CPU
                + " of a CPU and "
                + PodOptions.MEMORY
                + " of memory and has no limit of CPU and "
                + PodOptions.MEMORY_LIMIT
                + " of memory, enough for some thousand connections; Java takes its heap from the"
                + " memory limit.")
        ResourceRequirements resources,
    @JsonPropertyDescription("Labels that a node must have.") @Size(max = 32)
        Map<String, @Size(max = 63) String> nodeSelector,
    @JsonPropertyDescription("Rules of affinity to nodes and to other pods. Left out, none.")
        Affinity affinity,
    @JsonPropertyDescription("Taints of nodes that are tolerated.") @Size(max = 32)
        List<Toleration> tolerations,
    @JsonPropertyDescription(
            "How pods are spread. Left out, over nodes as evenly as may be (ScheduleAnyway). A"
                + " constraint without labelSelector counts the pods of this server.")
        @Size(max = 8)
        List<TopologySpreadConstraint> topologySpreadConstraints,
    @JsonPropertyDescription("Name of the pods' PriorityClass. Left out, the cluster's default.")
        @Size(min = 1, max = 253)
        String priorityClassName,
    @JsonPropertyDescription("Secrets of the same namespace to pull the image with.") @Size(max = 8)
        List<LocalObjectReference> imagePullSecrets,
    @JsonPropertyDescription(
            "When the image is pulled. Left out, Kubernetes decides by the image's tag.")
        ImagePullPolicy imagePullPolicy) {

  /** What a container requests that is given no resources. */
  public static final String CPU = "100m";

  /** What a container requests that is given no resources. */
  public static final String MEMORY = "384Mi";

  /** The limit of a container that is given no resources. */
  public static final String MEMORY_LIMIT = "1Gi";

  static final PodOptions DEFAULTS =
      new PodOptions(null, null, null, null, null, null, null, null, null, null);

  public PodOptions {
    labels = labels == null ? Map.of() : Map.copyOf(labels);
    annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    nodeSelector = nodeSelector == null ? Map.of() : Map.copyOf(nodeSelector);
    tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
    topologySpreadConstraints =
        topologySpreadConstraints == null ? List.of() : List.copyOf(topologySpreadConstraints);
    imagePullSecrets = imagePullSecrets == null ? List.of() : List.copyOf(imagePullSecrets);
  }

  /** How much memory the server's container may take; empty where that is not limited. */
  public Optional<Quantity> memoryLimit() {
    if (resources == null) {
      return Optional.of(new Quantity(MEMORY_LIMIT));
    }
    return Optional.ofNullable(resources.getLimits()).map(limits -> limits.get("memory"));
  }

  /** When an image is pulled; Kubernetes' names. */
  public enum ImagePullPolicy {
    Always,
    IfNotPresent,
    Never
  }
}
