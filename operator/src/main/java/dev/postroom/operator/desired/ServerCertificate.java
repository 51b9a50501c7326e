package dev.postroom.operator.desired;

import dev.postroom.crds.ImapServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;

/** Asks cert-manager for the server's certificate. */
public final class ServerCertificate {

  private ServerCertificate() {}

  /** The Certificate of a server whose {@code tls} has an {@code issuerRef}. */
  public static GenericKubernetesResource desired(ImapServer server) {
    var tls = server.getSpec().tls();
    var issuer = tls.issuerRef();
    return ForeignObject.of(
        ForeignKind.CERTIFICATE,
        Owned.by(server, Names.issuedCertificate(server)),
        Map.of(
            "secretName",
            Names.issuedCertificate(server),
            "dnsNames",
            tls.dnsNames(),
            "usages",
            List.of("digital signature", "key encipherment", "server auth"),
            // A renewal with the old key would be of no use to whoever lost it.
            "privateKey",
            Map.of("rotationPolicy", "Always"),
            "issuerRef",
            Map.of("name", issuer.name(), "kind", issuer.kind(), "group", issuer.group())));
  }
}
