package dev.postroom.kubernetes.resource;

import java.util.Optional;

/**
 * Where a resource keeps what its scale subresource shows. Paths are simple JSON paths as in a
 * CustomResourceDefinition, such as {@code .spec.replicas}.
 *
 * @param specReplicas path of the number of replicas wanted
 * @param statusReplicas path of the number of replicas there are
 * @param labelSelector path of the selector of the pods, as text or as a LabelSelector object
 */
public record ScalePaths(
    String specReplicas, String statusReplicas, Optional<String> labelSelector) {}
