package dev.postroom.operator.desired;

import dev.postroom.crds.ImapServer;
import dev.postroom.crds.ServiceSpec.IpFamily;
import dev.postroom.crds.ServiceSpec.IpFamilyPolicy;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.ServiceSpecBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the Services that lead to IMAP have in common. */
final class ImapService {

  /** Kubernetes' own default; longer than a mail program stays away in a day's work. */
  private static final int AFFINITY_SECONDS = 10_800;

  private ImapService() {}

  /**
   * A Service at the ports that clients are told.
   *
   * @param imap name of the pods' port for IMAP
   * @param imaps name of the pods' port for IMAP over TLS
   */
  static ServiceSpecBuilder spec(ImapServer server, String imap, String imaps) {
    var wanted = server.getSpec().service();
    var ports = new ArrayList<ServicePort>();
    ports.add(port(ServerPorts.IMAP, wanted.imapPort(), imap));
    if (server.getSpec().tls() != null) {
      ports.add(port(ServerPorts.IMAPS, wanted.imapsPort(), imaps));
    }
    return new ServiceSpecBuilder()
        .withSelector(Labels.selector(server))
        .withPorts(ports)
        // Local would leave programs on a node without a pod of this server without mail.
        .withInternalTrafficPolicy("Cluster")
        .withIpFamilyPolicy(
            Optional.ofNullable(wanted.ipFamilyPolicy()).map(IpFamilyPolicy::name).orElse(null))
        .withIpFamilies(families(wanted.ipFamilies()));
  }

  private static List<String> families(List<IpFamily> families) {
    return families.isEmpty() ? null : families.stream().map(IpFamily::name).toList();
  }

  private static ServicePort port(String name, int port, String target) {
    return new ServicePortBuilder()
        .withName(name)
        .withProtocol("TCP")
        .withPort(port)
        .withTargetPort(new IntOrString(target))
        .build();
  }

  /**
   * Keeps each address at one pod where there are several: every pod counts for itself, so that an
   * address which is spread has a multiple of its limit.
   */
  static void keepAddressesTogether(ImapServer server, ServiceSpecBuilder spec) {
    if (server.getSpec().replicas() > 1) {
      spec.withSessionAffinity("ClientIP")
          .withNewSessionAffinityConfig()
          .withNewClientIP()
          .withTimeoutSeconds(AFFINITY_SECONDS)
          .endClientIP()
          .endSessionAffinityConfig();
    } else {
      spec.withSessionAffinity("None");
    }
  }
}
