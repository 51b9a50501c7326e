package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;

/** How clients reach the server. */
@ValidationRule(
    value = "self.imapPort != self.imapsPort",
    fieldPath = ".imapsPort",
    message = "imapPort and imapsPort must differ")
public record ServiceSpec(
    @JsonPropertyDescription("Type of the Service that clients use.") @Default("ClusterIP")
        Type type,
    @JsonPropertyDescription(
            "Local keeps the clients' addresses, without which the server cannot tell one client"
                + " from another and limits per address lose their meaning. Cluster hides all"
                + " clients behind the nodes; the condition SourceAddressTrusted then turns False."
                + " Only used with the types NodePort and LoadBalancer.")
        @Default("Local")
        ExternalTrafficPolicy externalTrafficPolicy,
    @JsonPropertyDescription("Port of the Service for IMAP with STARTTLS.")
        @Default("" + ServiceSpec.IMAP_PORT)
        @Min(1)
        @Max(65535)
        Integer imapPort,
    @JsonPropertyDescription("Port of the Service for IMAP over TLS; opened when tls is set.")
        @Default("" + ServiceSpec.IMAPS_PORT)
        @Min(1)
        @Max(65535)
        Integer imapsPort,
    @JsonPropertyDescription("Annotations of the Service, as cloud load balancers ask for them.")
        @Size(max = 50)
        Map<String, String> annotations) {

  static final int IMAP_PORT = 143;

  static final int IMAPS_PORT = 993;

  static final ServiceSpec DEFAULTS = new ServiceSpec(null, null, null, null, null);

  public ServiceSpec {
    type = type == null ? Type.ClusterIP : type;
    externalTrafficPolicy =
        externalTrafficPolicy == null ? ExternalTrafficPolicy.Local : externalTrafficPolicy;
    imapPort = imapPort == null ? IMAP_PORT : imapPort;
    imapsPort = imapsPort == null ? IMAPS_PORT : imapsPort;
    annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
  }

  /** Types of a Service; Kubernetes' names. */
  public enum Type {
    ClusterIP,
    NodePort,
    LoadBalancer
  }

  /** Whether traffic from outside stays on the node it reached; Kubernetes' names. */
  public enum ExternalTrafficPolicy {
    Local,
    Cluster
  }
}
