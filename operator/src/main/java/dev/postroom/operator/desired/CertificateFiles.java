package dev.postroom.operator.desired;

import dev.postroom.crds.ClientCa;
import dev.postroom.crds.ImapServer;
import dev.postroom.operator.render.CourierFilesRenderer;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.ArrayList;
import java.util.List;

/**
 * The directory of the server's certificates. One of a name has the name behind its file's: that is
 * how Courier finds it. What clients' certificates are checked against lies there too.
 */
final class CertificateFiles {

  private CertificateFiles() {}

  static List<VolumeProjection> of(ImapServer server) {
    var tls = server.getSpec().tls();
    var sources = new ArrayList<VolumeProjection>();
    sources.add(pair(Names.certificate(server), ""));
    tls.names().forEach(name -> sources.add(pair(name.secretName(), "." + name.name())));
    if (tls.clientCa() != null) {
      sources.add(clientCa(tls.clientCa()));
    }
    return sources;
  }

  private static VolumeProjection pair(String secret, String ending) {
    return Projection.secret(
        secret,
        Projection.file(
            CourierFilesRenderer.CERTIFICATE, CourierFilesRenderer.CERTIFICATE + ending),
        Projection.file(
            CourierFilesRenderer.PRIVATE_KEY, CourierFilesRenderer.PRIVATE_KEY + ending));
  }

  private static VolumeProjection clientCa(ClientCa ca) {
    var file = Projection.file(ca.key(), CourierFilesRenderer.CLIENT_CA);
    return ca.secretName() == null
        ? Projection.configMap(ca.configMapName(), file)
        : Projection.secret(ca.secretName(), file);
  }
}
