package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One aspect of the state, as Kubernetes' {@code metav1.Condition} has it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(value = DateTimes.class, input = "lastTransitionTime")
public record Condition(
    @JsonPropertyDescription("Which aspect.") @Required @Pattern(Condition.WORD) @Size(max = 316)
        String type,
    @JsonPropertyDescription("True, False or Unknown.") @Required Status status,
    @JsonPropertyDescription("Why, in one word for programs.")
        @Required
        @Pattern(Condition.WORD)
        @Size(max = 1024)
        String reason,
    @JsonPropertyDescription("Why, and what to do about it, for people.")
        @Required
        @Size(max = 32768)
        String message,
    @JsonPropertyDescription("When status last changed.") @Required String lastTransitionTime,
    @JsonPropertyDescription("The metadata.generation it speaks of.") Long observedGeneration) {

  /** As Kubernetes wants types and reasons to be, so that programs can tell them apart. */
  static final String WORD = "^[A-Za-z][A-Za-z0-9]*$";

  /** A condition's three values; Kubernetes' names. */
  public enum Status {
    True,
    False,
    Unknown
  }
}
