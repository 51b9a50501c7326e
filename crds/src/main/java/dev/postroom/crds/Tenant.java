package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Networks whose addresses start from a limit of their own. */
@ValidationRule(
    value = "self.networks.all(network, network.matches('" + Tenant.NETWORK + "'))",
    fieldPath = ".networks",
    message =
        "networks must be IPv4 or IPv6 networks in CIDR notation or single addresses, such as"
            + " 203.0.113.0/28, 198.51.100.7 or 2001:db8::/48")
@SchemaCustomizer(value = ListTypes.class, input = "networks")
public record Tenant(
    @JsonPropertyDescription("Name of the tenant, for people; unique among the tenants.")
        @Required
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 63)
        String name,
    @JsonPropertyDescription(
            "IPv4 and IPv6 networks in CIDR notation, or single addresses, such as 203.0.113.0/28,"
                + " 198.51.100.7 or 2001:db8::/48.")
        @Required
        @Size(min = 1, max = Tenant.MAX_NETWORKS)
        List<@Size(min = 2, max = 43) String> networks,
    @JsonPropertyDescription(
            "How many connections each address of these networks may hold before anything is"
                + " raised.")
        @Required
        @Min(1)
        @Max(Connections.HIGHEST_LIMIT)
        Integer limit) {

  /**
   * An API server counts what a rule may cost before it takes a definition: 256 tenants with as
   * many networks, each against {@link #NETWORK}, take three quarters of what one rule may.
   */
  static final int MAX_NETWORKS = 32;

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

  /** RE2, as CEL has it; the operator parses what passes and reports what is still wrong. */
  static final String NETWORK =
      "^("
          + OCTET
          + "([.]"
          + OCTET
          + "){3}(/(3[0-2]|[12]?[0-9]))?"
          + "|[0-9a-fA-F]{0,4}(:[0-9a-fA-F]{0,4}){2,7}(/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))?)$";

  public Tenant {
    networks = networks == null ? List.of() : List.copyOf(networks);
  }
}
