package dev.postroom.operator.rollout;

import dev.postroom.crds.Annotations;
import dev.postroom.crds.ImapServer;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.util.Optional;

/**
 * What a person asks for by {@code kubectl annotate imap NAME postroom.dev/restart="$(date)"
 * --overwrite}: each new value replaces the pods once, and brings what waited for that. To take the
 * annotation away does nothing.
 */
public final class RestartRequest {

  /** The annotation of the ImapServer, and of the pods that its value made. */
  public static final String ANNOTATION = Annotations.RESTART;

  private RestartRequest() {}

  /** The value that stands there now. */
  static Optional<String> of(ImapServer server) {
    return Optional.ofNullable(Annotations.of(server).get(ANNOTATION))
        .filter(value -> !value.isBlank());
  }

  /** The value that made the pods of a template. */
  static Optional<String> of(PodTemplateSpec template) {
    return Optional.ofNullable(template.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(ANNOTATION));
  }

  /** The template with a value, which makes pods of it others than before. */
  static PodTemplateSpec in(PodTemplateSpec template, Optional<String> value) {
    return value
        .map(
            text ->
                new PodTemplateSpecBuilder(template)
                    .editMetadata()
                    .addToAnnotations(ANNOTATION, text)
                    .endMetadata()
                    .build())
        .orElse(template);
  }
}
