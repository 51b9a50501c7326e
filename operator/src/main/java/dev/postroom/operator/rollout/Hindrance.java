package dev.postroom.operator.rollout;

import dev.postroom.operator.render.FieldProblem;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why pods that serve must not be replaced.
 *
 * @param problem what new pods need and do not have, and what to do
 * @param secret holds what is bad; pods that mount it already lose nothing when they are replaced.
 *     Empty where it hinders every roll
 */
public record Hindrance(FieldProblem problem, Optional<String> secret) {

  /** New pods could not start. */
  public static Hindrance always(FieldProblem problem) {
    return new Hindrance(problem, Optional.empty());
  }

  /**
   * New pods would start, with something worse than what pods have that do not mount the Secret.
   */
  public static Hindrance ofPodsWithNew(String secret, FieldProblem problem) {
    return new Hindrance(problem, Optional.of(secret));
  }

  /** Whether it hinders replacing pods of a template. */
  boolean hinders(PodTemplateSpec old) {
    return secret.isEmpty() || !mounts(old, secret.get());
  }

  private static boolean mounts(PodTemplateSpec template, String secret) {
    return template.getSpec().getVolumes().stream()
        .flatMap(Hindrance::secrets)
        .anyMatch(secret::equals);
  }

  /** An early operator mounted the certificate by itself; all later ones put several together. */
  private static Stream<String> secrets(Volume volume) {
    var projected =
        Stream.ofNullable(volume.getProjected())
            .flatMap(sources -> sources.getSources().stream())
            .map(VolumeProjection::getSecret)
            .filter(Objects::nonNull)
            .map(SecretProjection::getName);
    return Stream.concat(
        Stream.ofNullable(volume.getSecret()).map(SecretVolumeSource::getSecretName), projected);
  }
}
