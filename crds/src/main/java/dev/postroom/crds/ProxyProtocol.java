package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** The load balancers that say by the PROXY protocol who their clients are. */
@ValidationRule(
    value = "self.trustedProxies.all(network, network.matches('" + Tenant.NETWORK + "'))",
    fieldPath = ".trustedProxies",
    message =
        "trustedProxies must be IPv4 or IPv6 networks in CIDR notation or single addresses, such as"
            + " 10.0.0.0/28, 192.0.2.5 or 2001:db8::/64")
@ValidationRule(
    value = "self.trustedProxies.all(network, !network.endsWith('/0'))",
    fieldPath = ".trustedProxies",
    message =
        "trustedProxies must not be everybody: whoever is trusted can say that he is anybody; name"
            + " the networks of the load balancers")
@SchemaCustomizer(value = ListTypes.class, input = "trustedProxies")
public record ProxyProtocol(
    @JsonPropertyDescription(
            "Networks in CIDR notation, or single addresses, from which the load balancers connect"
                + " to the pods; their word on who a client is is believed, and nobody else can"
                + " connect. With externalTrafficPolicy Cluster these are the nodes' addresses.")
        @Required
        @Size(min = 1, max = 64)
        List<@Size(min = 2, max = 43) String> trustedProxies) {

  public ProxyProtocol {
    trustedProxies = trustedProxies == null ? List.of() : List.copyOf(trustedProxies);
  }
}
