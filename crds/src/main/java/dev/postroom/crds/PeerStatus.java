package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Required;

/** One address, what it has and what was decided about it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(value = DateTimes.class, input = "since expires")
public record PeerStatus(
    @JsonPropertyDescription("The address, or the IPv6 prefix.") @Required String peer,
    @JsonPropertyDescription("How many connections it may hold.") int limit,
    @JsonPropertyDescription("The limit it started from: perAddress.limit or its tenant's.")
        int base,
    @JsonPropertyDescription("What it has earned: users times connectionsPerUser.") int wanted,
    @JsonPropertyDescription(
            "What its limit would be in mode Live, where the mode is Recommend and it differs.")
        Integer recommended,
    @JsonPropertyDescription(
            "Distinct users who logged in from there lately, in the pod where they are most.")
        int users,
    @JsonPropertyDescription("Connections it holds in its busiest pod.") int connections,
    @JsonPropertyDescription("Connections turned away because of the limit since the pods started.")
        long refused,
    @JsonPropertyDescription("Why the limit is what it is, in one word for programs.") @Required
        String reason,
    @JsonPropertyDescription("Why the limit is what it is, for people.") @Required String message,
    @JsonPropertyDescription("Since when it has this limit, where it is raised.") String since,
    @JsonPropertyDescription(
            "When it will be lowered if it is not needed before, where it is raised and not in use"
                + " as far as it was raised.")
        String expires) {}
