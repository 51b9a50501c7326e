package dev.postroom.operator.peers;

import dev.postroom.contract.access.Network;
import dev.postroom.contract.report.Peer;
import dev.postroom.crds.ServiceSpec;
import dev.postroom.crds.ServiceSpec.ExternalTrafficPolicy;
import dev.postroom.crds.ServiceSpec.Type;
import java.util.stream.Collectors;

/**
 * What is said of clients' addresses, and what to do about it as the Service is now.
 *
 * @param service as it is wanted
 * @param view what was seen
 */
record SourceWords(ServiceSpec service, SourceView view) {

  /** A person can be told so many addresses; more only make the message long. */
  private static final int SHOWN = 5;

  private static final String TRUSTED = "spec.service.proxyProtocol.trustedProxies";

  private static final String SPEAK_PROXY =
      "have it speak the PROXY protocol and name the addresses it connects from in "
          + TRUSTED
          + "; programs inside the cluster belong to the Service NAME-cluster";

  /** Clients that cannot be told apart. */
  String hidden() {
    long hidden = view.isEveryClientHidden() ? view.counts().connections() : view.counts().hidden();
    boolean counted = hidden > 0;
    return ("%d of %d connections come from %s%s, so clients cannot be told apart there and %s. %s"
            + ". docs/client-addresses.md has more")
        .formatted(
            counted ? hidden : view.openHidden(),
            counted ? view.counts().connections() : view.open(),
            view.isOfPod() ? "the pods themselves" : "the cluster's own nodes or gateways",
            addresses(),
            view.hidden().isEmpty() ? "nothing is raised" : "such an address is not raised",
            advice());
  }

  private String addresses() {
    return view.hidden().isEmpty()
        ? ""
        : view.hidden().stream()
            .map(Peer::address)
            .distinct()
            .limit(SHOWN)
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private String advice() {
    if (view.isOfPod()) {
      return "A sidecar takes the connections, as service meshes have it: exclude the ports for mail"
          + " from it";
    }
    if (service.proxyProtocol() != null) {
      return "The load balancer itself names them by the PROXY protocol, so it does not see its"
          + " clients: mend what stands before it";
    }
    if (service.type() == Type.ClusterIP) {
      return "The Service is of type ClusterIP, so something inside the cluster stands between, such"
          + " as an ingress controller: "
          + SPEAK_PROXY;
    }
    return service.externalTrafficPolicy() == ExternalTrafficPolicy.Cluster
        ? "Set spec.service.externalTrafficPolicy to Local, or have the load balancer speak the"
            + " PROXY protocol and name it in "
            + TRUSTED
        : "spec.service.externalTrafficPolicy is Local already, so something else stands between,"
            + " such as an ingress controller or a load balancer on the nodes: "
            + SPEAK_PROXY;
  }

  /** Nobody gets in, since whoever connects is not trusted to speak for others. */
  String notTrusted(long refused) {
    return ("%d connections were refused lately and none taken, since they came from outside %s (%s):"
            + " add the networks that the load balancer connects from. With externalTrafficPolicy"
            + " Cluster these are the nodes'%s")
        .formatted(refused, TRUSTED, trusted(), nodes());
  }

  /** Nobody gets in, since the load balancer says nothing of its clients. */
  String headerMissing(long refused) {
    return ("%d connections from trusted load balancers were refused lately and none taken, since they"
            + " brought no PROXY header: switch the protocol on in the load balancer, version 1 or 2,"
            + " or remove spec.service.proxyProtocol")
        .formatted(refused);
  }

  private String nodes() {
    return view.nodes().addresses().isEmpty()
        ? ""
        : view.nodes().addresses().stream()
            .map(address -> address.getHostAddress())
            .sorted()
            .limit(SHOWN)
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private String trusted() {
    return String.join(", ", service.proxyProtocol().trustedProxies());
  }

  /** All is well, as far as can be told. */
  String seen(ProxyRefusalWatch refusals) {
    var words = new StringBuilder("connections come from clients' own addresses");
    if (service.proxyProtocol() != null && refusals.untrusted() > 0) {
      words.append(
          ("; %d were refused lately from outside %s (%s): if a load balancer is among them, add its"
                  + " network, and have programs inside the cluster use the Service NAME-cluster")
              .formatted(refusals.untrusted(), TRUSTED, trusted()));
    }
    if (service.proxyProtocol() != null && refusals.withoutHeader() > 0) {
      words.append(
          ("; %d from trusted load balancers brought no PROXY header lately, as health checks do")
              .formatted(refusals.withoutHeader()));
    }
    return words.toString();
  }

  /** One address for most, which can be right. */
  String oneForMost(Peer peer) {
    return ("%d of %d connections come from one address, %s%s, with %d users. An office looks like"
            + " that, and all is well then; if it is a load balancer or an ingress controller, %s")
        .formatted(
            view.counts().largest(),
            view.counts().connections(),
            peer.address(),
            isOfPods(peer) ? ", which is a pod's" : "",
            peer.users(),
            SPEAK_PROXY);
  }

  private boolean isOfPods(Peer peer) {
    var address = Network.parse(peer.address()).address();
    return view.nodes().podNetworks().stream().anyMatch(network -> network.contains(address));
  }

  /** No bad sign, but not all signs could be looked at. */
  String nodesNotKnown(String problem) {
    return ("none of %d connections comes from a gateway or the pod itself, but %s, so a node's address"
            + " cannot be told from a client's. Allow the operator to list nodes, or see to it that"
            + " spec.service.externalTrafficPolicy is Local; limits are raised meanwhile")
        .formatted(Math.max(view.counts().connections(), view.open()), problem);
  }
}
