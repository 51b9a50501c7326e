package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The authorities that clients' certificates are checked against. */
@ValidationRule(
    value = "has(self.secretName) != has(self.configMapName)",
    message = "clientCa needs exactly one of secretName and configMapName")
public record ClientCa(
    @JsonPropertyDescription("Name of a Secret in the same namespace that holds them.")
        @Size(min = 1, max = 253)
        String secretName,
    @JsonPropertyDescription("Name of a ConfigMap in the same namespace that holds them.")
        @Size(min = 1, max = 253)
        String configMapName,
    @JsonPropertyDescription("Its key with the certificates in PEM.")
        @Default(ClientCa.KEY)
        @Pattern("^[-._a-zA-Z0-9]+$")
        @Size(min = 1, max = 253)
        String key,
    @JsonPropertyDescription(
            "Whether a client without a certificate is turned away. Otherwise it may log in by"
                + " password.")
        @Default("false")
        Boolean required) {

  static final String KEY = "ca.crt";

  public ClientCa {
    key = key == null ? KEY : key;
    required = required != null && required;
  }
}
