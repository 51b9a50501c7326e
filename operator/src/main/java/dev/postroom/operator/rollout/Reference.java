package dev.postroom.operator.rollout;

import dev.postroom.crds.ClientCa;
import dev.postroom.crds.ImapServer;
import dev.postroom.crds.Users;
import dev.postroom.operator.desired.Names;
import dev.postroom.operator.render.CourierFilesRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An object of the same namespace that a specification names.
 *
 * @param field that names it
 * @param kind of the object
 * @param name of the object
 * @param keys that it must have
 */
public record Reference(String field, Kind kind, String name, List<String> keys) {

  /** What can be named. */
  public enum Kind {
    Secret,
    ConfigMap
  }

  private static final String ISSUED = "spec.tls.issuerRef";

  private static final List<String> PAIR =
      List.of(CourierFilesRenderer.CERTIFICATE, CourierFilesRenderer.PRIVATE_KEY);

  public Reference {
    keys = List.copyOf(keys);
  }

  /** All that a server's specification names, and what is issued for it. */
  static List<Reference> of(ImapServer server) {
    var spec = server.getSpec();
    var found = new ArrayList<Reference>();
    Optional.ofNullable(spec.users())
        .flatMap(Users::source)
        .ifPresent(
            accounts ->
                found.add(
                    new Reference(
                        accounts.field(),
                        Kind.Secret,
                        accounts.secretName(),
                        List.of(accounts.key()))));
    if (spec.tls() != null) {
      found.add(
          new Reference(
              spec.tls().issuerRef() == null ? "spec.tls.secretName" : ISSUED,
              Kind.Secret,
              Names.certificate(server),
              PAIR));
      spec.tls()
          .names()
          .forEach(
              name ->
                  found.add(
                      new Reference(
                          "spec.tls.names[%s].secretName".formatted(name.name()),
                          Kind.Secret,
                          name.secretName(),
                          PAIR)));
      Optional.ofNullable(spec.tls().clientCa()).map(Reference::of).ifPresent(found::add);
    }
    return found;
  }

  private static Reference of(ClientCa ca) {
    return ca.secretName() == null
        ? new Reference(
            "spec.tls.clientCa.configMapName",
            Kind.ConfigMap,
            ca.configMapName(),
            List.of(ca.key()))
        : new Reference(
            "spec.tls.clientCa.secretName", Kind.Secret, ca.secretName(), List.of(ca.key()));
  }

  /** What to do where it is missing. */
  String advice() {
    return field.equals(ISSUED)
        ? "cert-manager makes it; if that takes long, see kubectl describe certificate " + name
        : "create it";
  }

  /** Whether it is a certificate with its key. */
  boolean isCertificate() {
    return keys.equals(PAIR);
  }
}
