package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.util.List;

/** Who may reach the pods. */
@SchemaCustomizer(value = ListTypes.class, input = "managementFrom=")
public record NetworkPolicyOptions(
    @JsonPropertyDescription(
            "Whether a NetworkPolicy is made: the clients' ports are open to everybody, the"
                + " management port (health, metrics, peer report) to the operator's namespace and"
                + " to managementFrom, and nothing else is open. Policies only add up: to keep"
                + " somebody out, switch it off and write one of your own.")
        @Default("true")
        Boolean enabled,
    @JsonPropertyDescription(
            "Who may reach the management port beside the pods of the operator's namespace, as the"
                + " peers of a NetworkPolicy. Left out, every pod of the cluster. Whoever runs on the"
                + " network of nodes, as some collectors of metrics do, is in no namespace for a"
                + " policy: name the nodes' network by an ipBlock.")
        @Size(max = 16)
        List<NetworkPolicyPeer> managementFrom) {

  static final NetworkPolicyOptions DEFAULTS = new NetworkPolicyOptions(null, null);

  public NetworkPolicyOptions {
    enabled = enabled == null || enabled;
    managementFrom = managementFrom == null ? List.of() : List.copyOf(managementFrom);
  }
}
