package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One aspect of the state, as Kubernetes' {@code metav1.Condition} has it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
    @JsonPropertyDescription("Which aspect.") @Required String type,
    @JsonPropertyDescription("True, False or Unknown.") @Required Status status,
    @JsonPropertyDescription("Why, in one word for programs.") @Required String reason,
    @JsonPropertyDescription("Why, and what to do about it, for people.")
        @Required
        @Size(max = 32768)
        String message,
    @JsonPropertyDescription("When status last changed.") @Required String lastTransitionTime,
    @JsonPropertyDescription("The metadata.generation it speaks of.") Long observedGeneration) {

  /** A condition's three values; Kubernetes' names. */
  public enum Status {
    True,
    False,
    Unknown
  }
}
