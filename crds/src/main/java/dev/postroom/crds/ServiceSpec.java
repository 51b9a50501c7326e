package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** How clients reach the server. */
@ValidationRule(
    value = "self.imapPort != self.imapsPort",
    fieldPath = ".imapsPort",
    message = "imapPort and imapsPort must differ")
@ValidationRule(
    value =
        "!has(self.imapNodePort) || !has(self.imapsNodePort) || self.imapNodePort !="
            + " self.imapsNodePort",
    fieldPath = ".imapsNodePort",
    message = "imapNodePort and imapsNodePort must differ")
@ValidationRule(
    value = "self.type != 'ClusterIP' || !has(self.imapNodePort) && !has(self.imapsNodePort)",
    fieldPath = ".type",
    message =
        "imapNodePort and imapsNodePort need type NodePort or LoadBalancer; remove them with this"
            + " type")
@ValidationRule(
    value = "self.type == 'LoadBalancer' || !has(self.loadBalancerClass)",
    fieldPath = ".loadBalancerClass",
    message = "loadBalancerClass needs type LoadBalancer; remove it with another type")
@ValidationRule(
    value =
        "self.type != 'LoadBalancer' || oldSelf.type != 'LoadBalancer' ||"
            + " (has(self.loadBalancerClass) ? has(oldSelf.loadBalancerClass) &&"
            + " self.loadBalancerClass == oldSelf.loadBalancerClass :"
            + " !has(oldSelf.loadBalancerClass))",
    fieldPath = ".loadBalancerClass",
    message =
        "loadBalancerClass is fixed while type is LoadBalancer, as Kubernetes has it; set type to"
            + " ClusterIP, and then to LoadBalancer with the other class")
@ValidationRule(
    value =
        "self.type == 'LoadBalancer' || !has(self.loadBalancerSourceRanges) ||"
            + " self.loadBalancerSourceRanges.size() == 0",
    fieldPath = ".loadBalancerSourceRanges",
    message =
        "loadBalancerSourceRanges needs type LoadBalancer, nothing else heeds it; remove it with"
            + " another type")
@ValidationRule(
    value =
        "!has(self.loadBalancerSourceRanges) || self.loadBalancerSourceRanges.all(network,"
            + " network.contains('/') && network.matches('"
            + Tenant.NETWORK
            + "'))",
    fieldPath = ".loadBalancerSourceRanges",
    message =
        "loadBalancerSourceRanges must be IPv4 or IPv6 networks in CIDR notation, such as"
            + " 203.0.113.0/24 or 2001:db8::/48")
@ValidationRule(
    value =
        "!has(self.ipFamilies) || self.ipFamilies.size() < 2 || self.ipFamilies[0] != self.ipFamilies[1]",
    fieldPath = ".ipFamilies",
    message = "ipFamilies must not name a family twice")
@ValidationRule(
    value =
        "!has(self.ipFamilies) || self.ipFamilies.size() < 2 || has(self.ipFamilyPolicy) &&"
            + " self.ipFamilyPolicy != 'SingleStack'",
    fieldPath = ".ipFamilyPolicy",
    message = "two ipFamilies need ipFamilyPolicy PreferDualStack or RequireDualStack")
@ValidationRule(
    value =
        "!has(self.ipFamilies) || !has(oldSelf.ipFamilies) || self.ipFamilies.size() == 0 ||"
            + " oldSelf.ipFamilies.size() == 0 || self.ipFamilies[0] == oldSelf.ipFamilies[0]",
    fieldPath = ".ipFamilies",
    message =
        "the first of ipFamilies cannot change, as Kubernetes has it; make a new ImapServer for"
            + " another")
@SchemaCustomizer(value = ListTypes.class, input = "loadBalancerSourceRanges ipFamilies=")
public record ServiceSpec(
    @JsonPropertyDescription("Type of the Service that clients use.") @Default("ClusterIP")
        Type type,
    @JsonPropertyDescription(
            "Local keeps the clients' addresses, without which the server cannot tell one client"
                + " from another and limits per address lose their meaning. Cluster hides all"
                + " clients behind the nodes; the condition SourceAddressTrusted then turns False."
                + " Only used with the types NodePort and LoadBalancer; docs/client-addresses.md"
                + " says what each kind of load balancer needs.")
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
        Map<String, @Size(max = 8192) String> annotations,
    @JsonPropertyDescription(
            "Port of the nodes for IMAP with STARTTLS, with the types NodePort and LoadBalancer."
                + " Left out, Kubernetes chooses one.")
        @Min(1)
        @Max(65535)
        Integer imapNodePort,
    @JsonPropertyDescription(
            "Port of the nodes for IMAP over TLS, with the types NodePort and LoadBalancer. Left"
                + " out, Kubernetes chooses one.")
        @Min(1)
        @Max(65535)
        Integer imapsNodePort,
    @JsonPropertyDescription(
            "Which implementation makes the load balancer. Left out, the cluster's default one."
                + " Fixed while type is LoadBalancer.")
        @Size(min = 1, max = 253)
        String loadBalancerClass,
    @JsonPropertyDescription(
            "From which networks, in CIDR notation, the load balancer takes clients, where it can"
                + " tell. Left out, from everywhere.")
        @Size(max = 64)
        List<@Size(min = 4, max = 43) String> loadBalancerSourceRanges,
    @JsonPropertyDescription(
            "Whether the Services have addresses of one IP family or of both. Left out, as the"
                + " cluster has it, which is SingleStack.")
        IpFamilyPolicy ipFamilyPolicy,
    @JsonPropertyDescription(
            "The IP families of the Services' addresses, the first one for good. Left out, the"
                + " cluster's default.")
        @Size(max = 2)
        List<IpFamily> ipFamilies,
    @JsonPropertyDescription(
            "Load balancers that say by the PROXY protocol, version 1 or 2, who their clients are."
                + " Once this is set, clients reach the Service NAME through them only; programs"
                + " inside the cluster, such as a webmail, use the Service NAME-cluster, which is"
                + " always there and takes no PROXY header. Left out, nobody's word is taken."
                + " Takes effect without a restart.")
        ProxyProtocol proxyProtocol) {

  static final int IMAP_PORT = 143;

  static final int IMAPS_PORT = 993;

  /** What is wanted where nothing is said. */
  public static final ServiceSpec DEFAULTS =
      new ServiceSpec(null, null, null, null, null, null, null, null, null, null, null, null);

  public ServiceSpec {
    type = type == null ? Type.ClusterIP : type;
    externalTrafficPolicy =
        externalTrafficPolicy == null ? ExternalTrafficPolicy.Local : externalTrafficPolicy;
    imapPort = imapPort == null ? IMAP_PORT : imapPort;
    imapsPort = imapsPort == null ? IMAPS_PORT : imapsPort;
    annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    loadBalancerSourceRanges =
        loadBalancerSourceRanges == null ? List.of() : List.copyOf(loadBalancerSourceRanges);
    ipFamilies = ipFamilies == null ? List.of() : List.copyOf(ipFamilies);
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

  /** How many IP families a Service has; Kubernetes' names. */
  public enum IpFamilyPolicy {
    SingleStack,
    PreferDualStack,
    RequireDualStack
  }

  /** IP families; Kubernetes' names. */
  public enum IpFamily {
    IPv4,
    IPv6
  }
}
