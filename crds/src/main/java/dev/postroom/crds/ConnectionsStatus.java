package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Connections over all pods. */
public record ConnectionsStatus(
    @JsonPropertyDescription("Open now, logged in or not.") int current,
    @JsonPropertyDescription("How many the pods that report hold at most, together.") int maximum,
    @JsonPropertyDescription("Turned away since the pods started.") long refused,
    @JsonPropertyDescription("Addresses whose limit is raised now.") int raisedPeers,
    @JsonPropertyDescription("The highest limit any address has now.") int highestLimit,
    @JsonPropertyDescription(
            "The address that was turned away most often of those that were within the last minute,"
                + " because of its limit, and how many more there are: 203.0.113.7 +3. Who they are"
                + " is in peers.")
        String turnedAway,
    @JsonPropertyDescription(
            "How many connections one pod may hold now: connections.maximum, or more where"
                + " maximumCeiling lets the operator raise it.")
        int podMaximum,
    @JsonPropertyDescription("Why it may hold so many, or no more, in one word for programs.")
        String maximumReason,
    @JsonPropertyDescription("Why it may hold so many, or no more, for people.")
        String maximumMessage) {}
