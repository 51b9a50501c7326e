package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/** How far the pods are behind what they shall be, and why. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(value = ListTypes.class, input = "reasons=")
@SchemaCustomizer(value = DateTimes.class, input = "since")
public record RolloutStatus(
    @JsonPropertyDescription(
            "Settled: the pods are as they shall be. Waiting: they have to be replaced, and other"
                + " servers go first. Rolling: they are being replaced, one after the other. Stuck:"
                + " a new pod does not get ready. Blocked: they would have to be replaced, and new"
                + " ones could not start. Recreating: the StatefulSet is made anew, and its pods"
                + " stay.")
        @Required
        Phase phase,
    @JsonPropertyDescription("Why the pods are replaced; one entry for each cause.")
        List<String> reasons,
    @JsonPropertyDescription("What is waited for, and what to do about it.") String message,
    @JsonPropertyDescription("Since when the phase is this one.") String since,
    @JsonPropertyDescription("Pods that are replaced already.") Integer updated,
    @JsonPropertyDescription("Pods in all.") Integer total,
    @JsonPropertyDescription(
            "What a newer operator would change of the pods. It waits until they are replaced for"
                + " another reason, or until the annotation postroom.dev/restart gets a new value;"
                + " with updatePolicy Now it does not wait.")
        String update) {

  public RolloutStatus {
    reasons = reasons == null ? List.of() : List.copyOf(reasons);
  }

  /** Where a rollout stands. */
  public enum Phase {
    Settled,
    Waiting,
    Rolling,
    Stuck,
    Blocked,
    Recreating
  }
}
