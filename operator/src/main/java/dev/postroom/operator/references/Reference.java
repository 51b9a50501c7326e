package dev.postroom.operator.references;

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
 * @param use what it is for
 */
public record Reference(String field, Kind kind, String name, List<String> keys, Use use) {

  /** What can be named. */
  public enum Kind {
    Secret,
    ConfigMap
  }

  /** What it is for, which says how its content is judged. */
  sealed interface Use {

    /** Where accounts are; its content is the server's to judge. */
    record Accounts() implements Use {}

    /**
     * A certificate with its key.
     *
     * @param serverName that clients ask for to get this one; empty for any
     */
    record Certificate(Optional<String> serverName) implements Use {}

    /** The authorities that clients' certificates are checked against. */
    record Authorities() implements Use {}
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
                        List.of(accounts.key()),
                        new Use.Accounts())));
    if (spec.tls() != null) {
      found.add(
          pair(
              spec.tls().issuerRef() == null ? "spec.tls.secretName" : ISSUED,
              Names.certificate(server),
              Optional.empty()));
      spec.tls()
          .names()
          .forEach(
              name ->
                  found.add(
                      pair(
                          "spec.tls.names[%s].secretName".formatted(name.name()),
                          name.secretName(),
                          Optional.of(name.name()))));
      Optional.ofNullable(spec.tls().clientCa()).map(Reference::of).ifPresent(found::add);
    }
    return found;
  }

  private static Reference pair(String field, String secret, Optional<String> serverName) {
    return new Reference(field, Kind.Secret, secret, PAIR, new Use.Certificate(serverName));
  }

  private static Reference of(ClientCa ca) {
    return ca.secretName() == null
        ? new Reference(
            "spec.tls.clientCa.configMapName",
            Kind.ConfigMap,
            ca.configMapName(),
            List.of(ca.key()),
            new Use.Authorities())
        : new Reference(
            "spec.tls.clientCa.secretName",
            Kind.Secret,
            ca.secretName(),
            List.of(ca.key()),
            new Use.Authorities());
  }

  /** What to do where it is missing. */
  String advice() {
    return field.equals(ISSUED)
        ? "cert-manager makes it; if that takes long, see kubectl describe certificate " + name
        : "create it";
  }
}
