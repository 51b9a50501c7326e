package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Connections over all pods. */
public record ConnectionsStatus(
    @JsonPropertyDescription("Open now, logged in or not.") int current,
    @JsonPropertyDescription("Turned away since the pods started.") long refused,
    @JsonPropertyDescription("Addresses whose limit is raised now.") int raisedPeers,
    @JsonPropertyDescription("The highest limit any address has now.") int highestLimit,
    @JsonPropertyDescription(
            "Addresses that were turned away within the last minute because of their limit, most"
                + " often first; the first three, and how many more.")
        String turnedAway) {}
