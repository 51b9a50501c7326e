package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** The issuer of cert-manager that a certificate is asked of. */
public record IssuerRef(
    @JsonPropertyDescription("Name of the issuer.") @Required @Size(min = 1, max = 253) String name,
    @JsonPropertyDescription("Kind of the issuer: Issuer, ClusterIssuer, or one of another group.")
        @Default(IssuerRef.KIND)
        @Size(min = 1, max = 63)
        String kind,
    @JsonPropertyDescription("API group of the issuer.")
        @Default(IssuerRef.GROUP)
        @Size(min = 1, max = 253)
        String group) {

  static final String KIND = "Issuer";

  static final String GROUP = "cert-manager.io";

  public IssuerRef {
    kind = kind == null ? KIND : kind;
    group = group == null ? GROUP : group;
  }
}
