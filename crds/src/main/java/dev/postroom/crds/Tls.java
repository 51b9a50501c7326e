package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** The server's certificate. */
public record Tls(
    @JsonPropertyDescription(
            "Name of a Secret of type kubernetes.io/tls (keys tls.crt and tls.key) in the same"
                + " namespace. A renewed certificate takes effect without a restart.")
        @Required
        @Size(min = 1, max = 253)
        String secretName) {}
