package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A name of the server that has a certificate of its own. */
public record ServerName(
    @JsonPropertyDescription(
            "The name that clients ask for by SNI, for example mail.example.org; it has to match"
                + " wholly.")
        @Required
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)+$")
        @Size(max = 240)
        String name,
    @JsonPropertyDescription(
            "Name of a Secret of type kubernetes.io/tls in the same namespace. A renewed"
                + " certificate takes effect without a restart.")
        @Required
        @Size(min = 1, max = 253)
        String secretName) {}
